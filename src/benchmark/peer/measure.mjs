// The peer of the benchmark, in its own language: what Worker.java does, for CloudFrontToS3 of AWS Solutions Constructs.
// node measure.mjs COUNT
import { createRequire } from 'node:module';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { App, Stack } = require('aws-cdk-lib');
const { CloudFrontToS3 } = require('@aws-solutions-constructs/aws-cloudfront-s3');

const OF_A_STACK = 40;
const count = Number(process.argv[2]);
const milliseconds = () => Number(process.hrtime.bigint()) / 1e6;

const app = new App({ analyticsReporting: false, outdir: mkdtempSync('target/benchmark/peer') });
const start = milliseconds();
for (let first = 0; first < count; first += OF_A_STACK) {
    const stack = new Stack(app, `Stack${first}`);
    for (let number = first; number < Math.min(first + OF_A_STACK, count); number++) {
        new CloudFrontToS3(stack, `Films${number}`, {});
    }
}
const defined = milliseconds();
app.synth();
const synthesized = milliseconds();

const found = {
    definition: defined - start,
    synthesis: synthesized - defined,
    build: synthesized - start,
    node: process.resourceUsage().maxRSS / 1024,
    bytes: 0,
    resources: 0,
};
for (const file of readdirSync(app.outdir).filter(name => name.endsWith('.template.json'))) {
    const path = join(app.outdir, file);
    found.bytes += statSync(path).size;
    for (const resource of Object.values(JSON.parse(readFileSync(path, 'utf8')).Resources)) {
        found[resource.Type] = (found[resource.Type] ?? 0) + 1;
        found.resources++;
    }
}
console.log(`RESULT ${JSON.stringify(found)}`);
