#!/usr/bin/env -S node --max-semi-space-size=4 --conditions=@vitrine/source
// Without the limit V8 lets what is short-lived grow by 100 MB while files of gigabytes go through.
import '../src/cli.ts';
