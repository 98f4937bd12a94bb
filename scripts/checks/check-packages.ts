interface Lock {
  readonly lockfileVersion?: number;
  readonly packages?: Readonly<Record<string, { readonly resolved?: string; readonly version?: string }>>;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A lockfile that names no registry, and packages pinned to one version, the same in both files. */
export function checkPackages(manifest: Manifest, lock: Lock): string[] {
  const packages = Object.entries(lock.packages ?? {});
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  return [
    ...(packages.length > 1 ? [] : ['package-lock.json: no packages were seen']),
    ...packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => `package-lock.json: ${path} names where it came from`),
    ...Object.entries(wanted).flatMap(([name, version]) => {
      if (!/^\d+[.]\d+[.]\d+(-[\w.]+)?$/.test(version)) return [`package.json: ${name} is not pinned to one version`];
      const locked = lock.packages?.[`node_modules/${name}`]?.version;
      return locked === version ? [] : [`package-lock.json: ${name} is ${locked ?? 'missing'}, package.json says ${version}`];
    }),
  ];
}
