package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS's page lists is silent, what it leaves out is named. */
class FunctionLanguageTest {

    private static List<String> beyond(String runtime, String source) {
        return FunctionLanguage.beyond(new Code("Function", runtime, source, Optional.empty()));
    }

    private static List<String> beyond(String source) {
        return beyond("cloudfront-js-2.0", source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "class Guard {}                                | class",
                "const Guard = class {};                       | class",
                "for (const name of names) { log(name); }      | for-of",
                "function* each() { yield 1; }                 | generators",
                "const { uri } = event.request;                | destructuring",
                "const [first] = parts;                        | destructuring",
                "const all = [...first, ...second];            | spread",
                "const copy = { ...request };                  | spread",
                "return Math.max(...values, 0);                | spread",
                "return headers.origin?.value;                 | optional chaining",
                "eval('1 + 1');                                | eval",
                "new Function('return 1')();                   | eval",
                "setTimeout(answer, 10);                       | timers",
                "const page = await fetch(url);                | network",
                "const fs = require('fs');                     | the module 'fs'",
                "import { readFile } from 'node:fs';           | the module 'node:fs'"
            })
    void whatIsNotListedIsNamed(String source, String found) {
        assertThat(beyond(source)).containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import cf from 'cloudfront';",
                "const crypto = require('crypto'); const q = require(\"querystring\");",
                "let text = `a ${b}`; const power = 2 ** 3;",
                "const sum = (...rest) => rest.length;",
                "async function handler(event) { return await cf.kvs().get('key'); }",
                "for (const name in headers) { if (!headers[name]) { break; } }",
                "// for (const a of b) eval('x') class A {}",
                "/* const { a } = b; setTimeout(f, 1) */",
                "const text = 'class A {} eval(1)', other = \"for (const a of b) {}\";",
                "const pattern = /class A[/]?.*eval\\(/;",
                "const answer = ok ? .5 : 1;",
                "const header = request.headers['class'];",
                "store.fetch(key); window.eval(x); my.setTimeout(f);"
            })
    void whatIsListedIsSilent(String source) {
        assertThat(beyond(source)).isEmpty();
    }

    @Test
    void theOlderRuntimeHasLessWords() {
        String source = "import cf from 'cloudfront';\nasync function handler(event) { const a = 1; return event; }";

        assertThat(beyond(source)).isEmpty();
        assertThat(beyond("cloudfront-js-1.0", source)).containsExactly("async and await", "const and let", "import");
    }
}
