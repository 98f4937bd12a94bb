import { Logo } from '../../ui/logo.tsx';
import { ColorSheet, ElevationSheet, TypeSheet } from '../../ui/token-sheet.tsx';
import { Section, Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

/** Colours, type and elevations. */
export function Foundations() {
  const words = useGalleryWords();
  return (
    <Section id="dasar" title={words.foundations}>
      <Specimen of={words.colors}>
        <ColorSheet />
      </Specimen>
      <Specimen of={words.typeScale}>
        <TypeSheet text={words.pangram} />
      </Specimen>
      <Specimen of={words.elevations}>
        <ElevationSheet />
      </Specimen>
      <Specimen of="Logo">
        <Logo />
      </Specimen>
    </Section>
  );
}
