#!/usr/bin/env node
import module from 'node:module';

// Compiled code is kept between runs where Node knows how (22.1 and later).
module.enableCompileCache?.();
const { main } = await import('../dist/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
