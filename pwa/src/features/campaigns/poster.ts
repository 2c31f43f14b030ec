/** What stands on a ward's poster, and on the slip with its word. Pure. */
import type { Campaign, NamedRoute, PosterSecrets, Unit } from './model';

export interface PosterToPrint extends PosterSecrets {
  ward: string;
  until: string;
  /** Groups of fewer are not shown. */
  least: number;
  facilitator: string;
  route: NamedRoute | null;
}

/** `unit` is the ward, and until when its code holds. */
export function posterOf(
  secrets: PosterSecrets,
  unit: Pick<Unit, 'rotation' | 'until'>,
  { closes_on, minimums, facilitator }: Pick<Campaign, 'closes_on' | 'minimums' | 'facilitator'>,
  route: NamedRoute | null | undefined,
): PosterToPrint {
  return {
    ...secrets,
    ward: unit.rotation.name,
    until: closes_on,
    least: minimums.group,
    facilitator: facilitator?.name ?? '',
    route: route ?? null,
  };
}
