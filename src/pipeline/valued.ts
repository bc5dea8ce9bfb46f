import { listedBy } from './only.ts';
import type { Reader } from './reader.ts';
import type { AnalysisRequest } from './request.ts';
import { readSingleSnapshot, readSnapshot, type Snapshot } from './snapshot.ts';
import { inTurns } from './turn.ts';
import { type Valuation, valuing } from './valuation.ts';

/**
 * The analysed revision, read, measured and priced; a signal is heard in between.
 * @param listed as many items as are looked at closely
 * @param andPast whether past revisions are to be read after it: then the parser stays loaded
 * @param onRead may begin what can be done while it is priced
 */
export async function valued(
  reader: Reader,
  request: AnalysisRequest,
  {
    listed,
    andPast = false,
    onRead,
  }: {
    readonly listed?: number;
    readonly andPast?: boolean;
    readonly onRead?: (snapshot: Snapshot) => void;
  } = {},
): Promise<Valuation> {
  const snapshot = andPast
    ? await readSnapshot(reader, request, reader.repository.revision)
    : await readSingleSnapshot(reader, request);
  const { files, history } = snapshot;
  // What was deleted can be asked for too: a trend names what it saved.
  listedBy(request.only, () => [
    ...files.map(file => file.path),
    ...history.files.flatMap(file => file.names),
  ]);
  onRead?.(snapshot);
  return inTurns(valuing(snapshot, listed), request.signal);
}
