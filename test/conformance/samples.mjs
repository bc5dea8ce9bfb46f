// Our own programs for the frozen sample: the shapes that real code has, one theme each.

const sample = (name, path, text) => ({ name, path, text: text.replace(/^\n/, '') });

export const samples = [
  sample(
    'order service',
    'order-service.ts',
    `
export class OrderService<T extends Order> {
  readonly rate = process.env.RATE ? Number(process.env.RATE) : 0.2;
  constructor(private readonly orders: Repository<T>, private readonly clock = Date.now) {}
  async total(id: string, { withTax = true && this.rate > 0, rounding }: Options = {}): Promise<number> {
    const order = await this.orders.find(id);
    if (!order) throw new NotFound(id);
    let sum = 0;
    for (const line of order.lines) {
      if (line.cancelled || line.quantity === 0) continue;
      const price = line.discount && line.discount.active ? line.price * (1 - line.discount.share) : line.price;
      sum += withTax ? price * (1 + this.rate) : price;
    }
    return rounding === 'up' ? Math.ceil(sum) : rounding === 'down' ? Math.floor(sum) : sum;
  }
  get isOpen(): boolean {
    return this.orders.state === 'open' && this.orders.size > 0 && !this.orders.locked;
  }
  static parse(text: string): Order | undefined {
    try {
      return JSON.parse(text) as Order;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    } finally {
      counter.parsed++;
    }
  }
}
`,
  ),
  sample(
    'cart component',
    'cart.tsx',
    `
export const Cart = memo(function Cart({ items, onRemove, user = guest || nobody }: Props) {
  const [open, setOpen] = useState(() => (items.length > 0 ? 'all' : 'none'));
  useEffect(() => {
    if (!user || !user.id) return;
    const stop = listen(user.id, event => {
      if (event.kind === 'removed' && event.item) onRemove(event.item);
      else if (event.kind === 'cleared') items.forEach(item => onRemove(item));
    });
    return () => stop();
  }, [user, items, onRemove]);
  if (items.length === 0) return <Empty />;
  return (
    <section hidden={open && 'none'} className={open === 'all' || (wide && tall) ? 'wide' : ''}>
      {items.map(item => (item.gift ? <Gift key={item.id} {...item} /> : <Row key={item.id} {...item} />))}
      {user && user.admin && <Admin />}
      {user && (user.admin || user.owner) && <Owner title="a\\" />}
      {(user || guest) ?? <Login onClick={() => user && login(user)} />}
      {items && (open ? <All /> : <Some />)}
    </section>
  );
});
`,
  ),
  sample(
    'old prototypes',
    'sprite.js',
    `
var Sprite = function (scene, x, y) {
  this.scene = scene || defaultScene;
  this.x = x;
  this.y = y === undefined ? x : y;
};
Sprite.prototype.update = function (time, delta) {
  var i, child;
  for (i = 0; i < this.children.length; i++) {
    child = this.children[i];
    if (child.active) {
      if (child.body && child.body.enabled || child.forced) {
        child.update(time, delta);
      } else if (child.dirty) {
        do { child.clean(); } while (child.dirty && i < 10);
      } else {
        switch (child.kind) {
          case 'a': if (time > 10) child.age(); break;
          case 'b': case 'c': child.b = time ? 1 : 2; break;
          default: while (child.next) child = child.next;
        }
      }
    }
  }
};
Sprite.create = new Class({ Extends: Sprite, initialize: function Sprite2(a) { if (a) this.a = a; }, go: function () { return this.a && this.b; } });
(function (root, factory) {
  if (typeof define === 'function' && define.amd) define(factory);
  else if (typeof module === 'object' && module.exports) module.exports = factory();
  else root.Sprite = factory();
})(this, function () { return Sprite; });
`,
  ),
  sample(
    'labels and jumps',
    'search.ts',
    `
function firstPair(rows: number[][], wanted: number): [number, number] | undefined {
  outer: for (let i = 0; i < rows.length; i++) {
    inner: for (const value of rows[i]!) {
      if (value < 0) continue outer;
      if (value > wanted) break inner;
      if (value === wanted) return [i, value];
    }
    for (const key in rows) if (key === 'stop') break outer;
  }
  return undefined;
}
function* walk(node: Node): Generator<Node> {
  if (node.left) yield* walk(node.left);
  yield node;
  if (node.right) yield* walk(node.right); else yield end;
}
`,
  ),
  sample(
    'runs of operators',
    'runs.ts',
    `
const simple = (a, b, c) => a && b && c;
const mixed = (a, b, c, d) => a && b || c && d;
const grouped = (a, b, c, d) => a && (b || c) && d;
const sameThroughParentheses = (a, b, c, d) => a && (b && (c && d));
const broken = (a, b, c, d) => a && !(b && c) && d;
const cast = (a, b, c) => a && (b && c as boolean) && (b && c)!;
const satisfied = (a, b, c) => a && ((b && c) satisfies boolean);
const called = (a, b, c, d) => a && b(c && d) && c;
const nullish = (a, b, c) => (a ?? b) && (a ?? c) && b;
const assigned = (a, b) => { a &&= b; a ||= b && a; a ??= b; return a?.b?.c && b?.(); };
const branch = (a, b, c) => (a && b ? b && c : c || a) ? 1 : a && b && c;
`,
  ),
  sample(
    'places outside functions',
    'module.ts',
    `
if (process.argv.length > 2 && process.argv[2]) { for (const arg of process.argv) print(arg); }
namespace Config { export const level = process.env.LEVEL ? 1 : 2; export function read() { return level && fallback; } }
enum Size { Small = 1, Large = Config.level ? 10 : 20 }
function outer(flag: boolean) {
  if (flag) {
    class Local { size = flag ? 1 : 2; static { if (flag) count(); } [flag && 'x' as any]() { return flag ? 1 : 2; } }
    return Local;
  }
  return class extends (flag && Base) { method(x) { while (x) x--; } };
}
class Injected { method(@inject(Config.level ? a : b) x) { while (x) x--; } }
@decorate(Config.level && { run() { if (a) b(); } })
abstract class Shape { abstract area(): number; accessor width = a && b; protected scale?(by: number): void; set size(value: number) { if (value < 0) throw 0; } }
declare function ambient(a: string): void;
function overload(a: string): void;
function overload(a: number): void;
function overload(a: any) { if (a) { if (a.b) { if (a.b.c) return a.b.c ? 1 : 2; } } }
export default async function () { for await (const x of y) if (x) await x; }
`,
  ),
  sample(
    'callbacks in callbacks',
    'server.mjs',
    `
app.get('/orders', async (request, response, next) => {
  try {
    const found = await query(request.params.id, row => (row.deleted ? undefined : row));
    found.filter(Boolean).forEach(function each(row, index) {
      if (index > 10) return;
      setTimeout(() => {
        if (row.late && row.open) retry(3, attempt => { while (attempt-- > 0) { if (attempt === 1) break; } });
      }, row.wait || 0);
    });
    response.json({ found, get count() { return found ? found.length : 0; }, async send(to) { if (to) await to(found); } });
  } catch { next(); }
});
const wait = ms => new Promise((resolve, reject) => (ms < 0 ? reject(ms) : setTimeout(resolve, ms)));
export const compose = (...fns) => x => fns.reduceRight((value, fn) => (fn ? fn(value) : value), x);
`,
  ),
  sample(
    'function declared in sloppy places',
    'legacy.cjs',
    `
module.exports = function (grunt) {
  var tasks = grunt.tasks || {}, name;
  for (name in tasks) if (tasks.hasOwnProperty(name)) (function (n) { tasks[n] = function () { return n ? n : 'none'; }; })(name);
  exports.run = function run(list) { return list && list.length ? list.map(function (x) { return x && x.go && x.go(); }) : []; };
};
`,
  ),
  sample(
    'functions as arms, nothing after',
    'arms.ts',
    `
const pick = (a, b) => (a ? () => b && a : function () { if (b) return a; });
function reducer(state, action) {
  if (!state) return action && action.state;
  const next = state.ready ? { ...state, go: (x) => (x ? 1 : 2) } : state;
  return next || state;
}
`,
  ),
];
