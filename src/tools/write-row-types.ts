import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../lib/server/package-root.ts';
import { rowTypes } from '../lib/server/warehouse/row-types.ts';

writeFileSync(join(PACKAGE_ROOT, 'src/lib/contract/rows.ts'), rowTypes());
