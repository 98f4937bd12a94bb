import type { HtmlTagDescriptor, Plugin } from 'vite';

/** Names the program's scripts in the page, so that they come along with the small one that asks for them and not after it. */
export function preloadProgram(): Plugin {
  return {
    name: 'cermat:preload-program',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const names = new Set<string>();
        const add = (name: string): void => {
          const chunk = bundle[name];
          if (chunk?.type !== 'chunk' || names.has(name)) return;
          names.add(name);
          chunk.imports.forEach(add);
        };
        const program = Object.values(bundle).find((part) => part.type === 'chunk' && part.isEntry && part.name === 'program');
        if (program !== undefined) add(program.fileName);
        return [...names]
          .filter((name) => !html.includes(name))
          .map(
            (name): HtmlTagDescriptor => ({
              tag: 'link',
              attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
              injectTo: 'head',
            }),
          );
      },
    },
  };
}
