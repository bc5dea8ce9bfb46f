/** Checks data from outside against the published schema, with the few words of JSON Schema that it uses. */

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema | readonly Schema[];
}

export interface SchemaFault {
  /** `items[3].hours.mean`; empty for the whole. */
  readonly at: string;
  readonly what: string;
}

export type Checked =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: SchemaFault };

/**
 * A copy that holds only what the named part of the schema knows, or the first fault. Unknown fields are dropped, so
 * that a report of a later version with more fields can be read, and no name from outside becomes a property of ours.
 * @param name a definition of the schema: `ReportData`
 */
export function checkAgainst(
  { definitions }: { readonly definitions: Readonly<Record<string, Schema>> },
  name: string,
  data: unknown,
): Checked {
  const fault = (at: string, what: string): Checked => ({ ok: false, fault: { at, what } });
  const good = (value: unknown): Checked => ({ ok: true, value });

  const check = (schema: Schema, value: unknown, at: string): Checked => {
    if (schema.$ref !== undefined) {
      const target = definitions[decodeURIComponent(schema.$ref.replace('#/definitions/', ''))];
      if (target === undefined) throw new RangeError(`no definition ${schema.$ref}`);
      return check(target, value, at);
    }
    if (schema.anyOf !== undefined) return checkAny(schema.anyOf, value, at);
    if ('const' in schema && value !== schema.const)
      return fault(at, `expected ${JSON.stringify(schema.const)}`);
    if (schema.enum !== undefined && !schema.enum.includes(value)) {
      return fault(at, `expected one of ${schema.enum.map(one => JSON.stringify(one)).join(', ')}`);
    }
    const types = schema.type === undefined ? [] : [schema.type].flat();
    if (types.length > 0 && !types.some(type => isOfType(type, value))) {
      return fault(at, `expected ${types.join(' or ')}, found ${kindOf(value)}`);
    }
    if (Array.isArray(value)) return checkList(schema.items, value, at);
    if (typeof value === 'object' && value !== null)
      return checkObject(schema, value as Readonly<Record<string, unknown>>, at);
    return good(value);
  };

  const checkAny = (choices: readonly Schema[], value: unknown, at: string): Checked => {
    const results = choices.map(choice => check(choice, value, at));
    const deepest = (a: Checked, b: Checked) =>
      (b.ok ? 0 : b.fault.at.length) - (a.ok ? 0 : a.fault.at.length);
    return results.find(({ ok }) => ok) ?? results.sort(deepest)[0] ?? good(value);
  };

  const checkList = (items: Schema['items'], list: readonly unknown[], at: string): Checked => {
    const copy: unknown[] = [];
    for (const [index, entry] of list.entries()) {
      const schema = Array.isArray(items) ? items[index] : (items as Schema | undefined);
      const result = check(schema ?? {}, entry, `${at}[${index}]`);
      if (!result.ok) return result;
      copy.push(result.value);
    }
    return good(copy);
  };

  const checkObject = (schema: Schema, object: Readonly<Record<string, unknown>>, at: string): Checked => {
    const { properties = {}, required = [], additionalProperties } = schema;
    const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    const place = (key: string) => (at === '' ? key : `${at}.${key}`);
    for (const key of required) {
      if (!Object.hasOwn(object, key)) return fault(place(key), 'is missing');
    }
    for (const [key, value] of Object.entries(object)) {
      const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
      const other = typeof additionalProperties === 'object' ? additionalProperties : undefined;
      const known = own ?? other;
      if (known === undefined) continue;
      const result = check(known, value, place(key));
      if (!result.ok) return result;
      copy[key] = result.value;
    }
    return good(copy);
  };

  return check({ $ref: `#/definitions/${encodeURIComponent(name)}` }, data, '');
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return Number.isSafeInteger(value);
    default:
      return typeof value === type;
  }
}

const kindOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : typeof value;
