#!/usr/bin/env -S node --conditions=@vitrine/source
import '../src/cli.ts';
