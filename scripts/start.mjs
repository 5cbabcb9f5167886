// `npm start`: everything from a fresh clone to a served map. Says each step; prints the address last.
import { checkNode, ensureDependencies, ensureWebPages } from './set-up.mjs';

checkNode();
await ensureDependencies();
await ensureWebPages();
const { register } = await import('tsx/esm/api');
register();
const { main } = await import(new URL('../server/main.ts', import.meta.url).href);
await main();
