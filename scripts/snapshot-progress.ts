import type { BuildSnapshotRequest } from '../server/usecases/coverage/build-snapshot.ts';
import type { CommandServices } from './services.ts';

/** Says how far the joining of premises and the search for not-spots have come. */
export function snapshotProgress({
  onProgress,
}: Pick<CommandServices, 'onProgress'>): Required<Pick<BuildSnapshotRequest, 'onProgress' | 'onNotSpots'>> {
  return {
    onProgress: (premises) => {
      onProgress({ step: 'Joining', file: 'premises', rows: premises });
    },
    onNotSpots: (speedClass, notSpots) => {
      onProgress({ step: 'Finding not-spots:', file: speedClass, rows: notSpots });
    },
  };
}
