import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { setFormatZone } from '../../lib/formats.ts';
import { settingsRead } from '../../lib/shared-reads.ts';
import { redrawTexts } from '../../lib/texts.ts';

/** Has every day and time on the page follow when the owner moves the business to another zone. */
export function useBusinessZone(): void {
  const { data } = useQuery(settingsRead);
  const zone = data?.timeZone;
  useEffect(() => {
    if (zone !== undefined && setFormatZone(zone)) redrawTexts();
  }, [zone]);
}
