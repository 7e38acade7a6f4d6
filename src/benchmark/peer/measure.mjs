// The peer of the benchmark, in its own language: what Worker.java does, for CloudFrontToS3 of AWS Solutions Constructs.
// build COUNT ROUNDS | shape COUNT
import { createRequire } from 'node:module';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { App, Stack } = require('aws-cdk-lib');
const { CloudFrontToS3 } = require('@aws-solutions-constructs/aws-cloudfront-s3');

const OF_A_STACK = 40;
const WARM_UP = Number(process.env.WU ?? 100);
const [mode, count, rounds = 1] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4] ?? 1)];
const milliseconds = () => Number(process.hrtime.bigint()) / 1e6;
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function freshApp() {
    return new App({ analyticsReporting: false, outdir: mkdtempSync('target/benchmark/peer') });
}

function fill(stack, number) {
    for (let i = 0; i < number; i++) {
        new CloudFrontToS3(stack, `Films${i}`, {});
    }
}

function define(app) {
    for (let first = 0; first < count; first += OF_A_STACK) {
        fill(new Stack(app, `Films${first}`), Math.min(OF_A_STACK, count - first));
    }
}

function build() {
    fill(new Stack(freshApp(), 'Test'), WARM_UP);
    const building = [];
    const synthesizing = [];
    for (let round = 0; round < rounds; round++) {
        const app = freshApp();
        const start = milliseconds();
        define(app);
        const defined = milliseconds();
        app.synth();
        building.push((defined - start) / count);
        synthesizing.push((milliseconds() - defined) / count);
    }
    return { build: median(building), synth: median(synthesizing) };
}

function shape() {
    const app = freshApp();
    define(app);
    app.synth();
    const types = {};
    let bytes = 0;
    let resources = 0;
    for (const file of readdirSync(app.outdir).filter(name => name.endsWith('.template.json'))) {
        const path = join(app.outdir, file);
        bytes += statSync(path).size;
        for (const resource of Object.values(JSON.parse(readFileSync(path, 'utf8')).Resources)) {
            types[resource.Type] = (types[resource.Type] ?? 0) + 1;
            resources++;
        }
    }
    return { bytes, resources, types };
}

const found = mode === 'build' ? build() : shape();
found.memory = { jvm: 0, node: process.resourceUsage().maxRSS / 1024 };
console.log(`RESULT ${JSON.stringify(found)}`);
