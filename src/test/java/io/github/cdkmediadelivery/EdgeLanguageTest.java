package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ESLint holds edge functions to the language that AWS documents for cloudfront-js-2.0; njs takes more of it than the
 * documentation promises.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html">JavaScript
 *     runtime 2.0</a>
 */
class EdgeLanguageTest {

    /** ESLint. */
    private static final NodeProcess LINTER = new NodeProcess("src/test/node/edge-language.mjs");

    private static final Path SOURCES = Path.of("src", "main", "resources", "io", "github", "cdkmediadelivery");

    /** What stands between the names of rules and the code that breaks the last of them. */
    private static final String REFUSED =
            """
            es-x/no-classes | class A {}
            es-x/no-spread-elements | Math.max(...[1]);
            es-x/no-rest-spread-properties | var a = {}; var b = {...a};
            es-x/no-destructuring | var {a} = {};
            es-x/no-destructuring | var [a] = [1];
            es-x/no-for-of-loops | for (var a of [1]) { isNaN(a); }
            es-x/no-optional-chaining | var a = {}; a?.b;
            es-x/no-nullish-coalescing-operators | var a; a ?? 1;
            es-x/no-logical-assignment-operators | var a; a ||= 1;
            es-x/no-default-parameters | function f(a = 1) { return a; }
            es-x/no-property-shorthands | var a = 1; var b = {a};
            es-x/no-property-shorthands | var a = { b() {} };
            es-x/no-computed-properties | var a = { ['b']: 1 };
            es-x/no-generators | function* f() {}
            es-x/no-async-iteration | async function f() { for await (var a of []) { isNaN(a); } }
            es-x/no-top-level-await | await 1;
            es-x/no-optional-catch-binding | try { isNaN(1); } catch { isNaN(2); }
            es-x/no-numeric-separators | var a = 1_000;
            es-x/no-binary-numeric-literals | var a = 0b1;
            es-x/no-bigint | var a = 1n;
            es-x/no-regexp-u-flag | /a/u.test('a');
            es-x/no-regexp-named-capture-groups | /(?<a>a)/.test('a');
            es-x/no-regexp-lookbehind-assertions | /(?<=a)b/.test('ab');
            es-x/no-map | new Map();
            es-x/no-set | new Set();
            es-x/no-weak-map | new WeakMap();
            es-x/no-proxy | new Proxy({}, {});
            es-x/no-reflect | Reflect.ownKeys({});
            es-x/no-symbol | Symbol('a');
            es-x/no-promise | Promise.resolve();
            es-x/no-typed-arrays | new Uint8Array(1);
            es-x/no-global-this | globalThis.a;
            es-x/no-object-entries | Object.entries({});
            es-x/no-object-assign | Object.assign({}, {});
            es-x/no-object-hasown | Object.hasOwn({}, 'a');
            es-x/no-string-prototype-includes | 'a'.includes('b');
            es-x/no-string-prototype-startswith | 'a'.startsWith('b');
            es-x/no-string-prototype-replaceall | 'a'.replaceAll('a', 'b');
            es-x/no-array-prototype-includes | [1].includes(1);
            es-x/no-array-prototype-find | [1].find(isNaN);
            es-x/no-array-prototype-at | [1].at(0);
            es-x/no-dynamic-import | import('cloudfront');
            no-eval | eval('1');
            no-new-func | new Function('return 1');
            no-undef | setTimeout(isNaN, 1);
            no-undef | setInterval(isNaN, 1);
            no-undef | fetch('https://example.com');
            no-undef | new XMLHttpRequest();
            no-undef | process.exit();
            no-undef | undeclared = 1;
            no-restricted-imports | import fs from 'fs'; fs();
            no-restricted-syntax | import { kvs } from 'cloudfront'; kvs();
            no-restricted-syntax | require('fs');
            no-restricted-syntax | export const a = 1;
            no-restricted-syntax | console.log('a', 'b');
            es-x/no-classes | /* eslint-disable */ class A {}
            syntax | var = 1;
            """;

    @ParameterizedTest
    @ValueSource(strings = {"safe-edge.js", "path-token.js", "access-token.js", "viewer-access.js"})
    void theSourcesKeepToTheDocumentedLanguage(String name) throws IOException {
        assertThat(rulesBrokenBy(Files.readString(SOURCES.resolve(name)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EdgeConfiguration.class)
    void soDoesWhatStandsInTheTemplate(EdgeConfiguration configuration) {
        assertThat(rulesBrokenBy(configuration.code())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const a = 1; let b = a; b++;",
                "const f = (a, b) => a + b; f(1, 2);",
                "const f = a => `${a} and ${`nested ${a}`}`; f(1);",
                "async function f(a) { return await a; } f(1);",
                "function f(...rest) { return rest.length; } f(1);",
                "import cf from 'cloudfront'; cf.kvs();",
                "const crypto = require('crypto'); crypto.createHash('sha256');",
                "console.log('a');",
                "['a'].some(a => a === 'b');",
                "Object.keys({}).filter(a => a).map(a => a).forEach(a => isNaN(a));",
                "JSON.parse('1'); Date.now(); ' a '.trim(); Array.isArray([]);"
            })
    void whatIsDocumentedIsAllowed(String code) {
        assertThat(rulesBrokenBy(code)).isEmpty();
    }

    static Stream<String> refused() {
        return REFUSED.lines();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNotDocumentedIsRefused(String line) {
        var rule = line.substring(0, line.indexOf(" | "));
        var code = line.substring(line.indexOf(" | ") + 3);

        assertThat(rulesBrokenBy(code)).anySatisfy(broken -> assertThat(broken).startsWith(rule + " in line 1: "));
    }

    private static List<String> rulesBrokenBy(String code) {
        return StreamSupport.stream(LINTER.ask(TextNode.valueOf(code)).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
