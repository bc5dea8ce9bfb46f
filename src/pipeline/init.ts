import { initialConfig } from '../config/init.ts';
import { compareText } from '../core/text-order.ts';
import { sideCodeFound, sideCodeGroups } from '../source/classify.ts';
import { openTree } from './open-tree.ts';
import type { Reader } from './reader.ts';
import type { AnalysisRequest } from './request.ts';
import { CONFIG_FILE } from './settings.ts';
import { readSnapshot } from './snapshot.ts';
import { engineersFromGit } from './valuation.ts';

/** A first cost model drawn from the repository: its packages or folders, its team as git shows it, what was left out. */
export async function initialCostModel(reader: Reader, request: AnalysisRequest): Promise<string> {
  const snapshot = await readSnapshot(reader, request, reader.repository.revision);
  const engineers = engineersFromGit(snapshot);
  const side = snapshot.excluded.find(({ reason }) => reason === 'side-code')?.files ?? [];
  const kinds = Object.keys(sideCodeGroups) as Parameters<
    typeof initialConfig
  >[0]['sideCode'][number]['kind'][];
  const ignoreRevs = snapshot.settings.costModel.history.ignoreRevsFile;
  const { smallFiles } = await openTree(reader, snapshot.revision);
  const hasIgnoreRevs = (await smallFiles(ignoreRevs)) !== undefined;
  return initialConfig({
    repository: reader.repository.name,
    valueStreams: snapshot.streams.list.map(({ name, paths }) => ({ name, paths })),
    engineers: {
      count: engineers.value,
      how: engineers.origin.kind === 'measured' ? engineers.origin.how : 'seen in git',
    },
    sideCode: kinds
      .map(kind => ({ kind, files: side.filter(path => sideCodeFound([path]).includes(kind)).length }))
      .filter(({ files }) => files > 0)
      .sort((a, b) => b.files - a.files || compareText(a.kind, b.kind)),
    ...(hasIgnoreRevs && { ignoreRevsFile: ignoreRevs }),
  });
}

export { CONFIG_FILE };
