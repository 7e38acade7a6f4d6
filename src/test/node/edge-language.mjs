// Holds edge functions to the documented language of cloudfront-js-2.0: ES 5.1 and the few additions below.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
// One source text per line in, as JSON; the rules that it breaks out, as a JSON array.
import { createInterface } from 'node:readline'
import { Linter } from 'eslint'
import esx from 'eslint-plugin-es-x'

const ADDITIONS = [
  'no-arrow-functions',
  'no-async-functions',
  'no-block-scoped-variables',
  'no-modules', // import cf from 'cloudfront' alone: see no-restricted-syntax
  'no-rest-parameters',
  'no-template-literals',
]

// Arrays have these methods since ES 5.
const OF_ARRAYS = ['every', 'filter', 'foreach', 'map', 'reduce', 'some'].map((name) => `no-iterator-prototype-${name}`)

const ES5_GLOBALS = [
  'Array', 'Boolean', 'Date', 'Error', 'EvalError', 'Infinity', 'JSON', 'Math', 'NaN', 'Number', 'Object',
  'RangeError', 'ReferenceError', 'RegExp', 'String', 'SyntaxError', 'TypeError', 'URIError', 'decodeURI',
  'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined',
]

const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']))

const CONFIGURATION = [
  {
    plugins: { 'es-x': esx },
    settings: { 'es-x': { aggressive: true } }, // methods by their names, since the types are unknown
    languageOptions: {
      ecmaVersion: 'latest',
      sourceType: 'module',
      // handler is the runtime's way in; the last ones are the other files'. Buffer is documented.
      globals: readonly([
        ...ES5_GLOBALS, 'require', 'console', 'Buffer', 'isByPathToken', 'mayPassByPathToken', 'whyRefused',
        'TWISTED',
      ]),
    },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: {
      ...esx.configs['flat/restrict-to-es5'].rules,
      ...Object.fromEntries([...ADDITIONS, ...OF_ARRAYS].map((rule) => [`es-x/${rule}`, 'off'])),
      'no-undef': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-imports': ['error', { patterns: ['*', '!cloudfront'] }],
      'no-restricted-syntax': [
        'error',
        'ExportNamedDeclaration', 'ExportDefaultDeclaration', 'ExportAllDeclaration',
        'ImportDeclaration > :not(ImportDefaultSpecifier, Literal)',
        "CallExpression[callee.name='require'] > :not(Identifier, Literal[value='crypto'])",
        "CallExpression[callee.object.name='console'][arguments.length!=1]",
        'AwaitExpression AwaitExpression',
      ],
    },
  },
]

const linter = new Linter({ configType: 'flat' })
for await (const line of createInterface({ input: process.stdin })) {
  const broken = linter.verify(JSON.parse(line), CONFIGURATION)
  const answer = broken.map(({ ruleId, line, message }) => `${ruleId ?? 'syntax'} in line ${line}: ${message}`)
  process.stdout.write(JSON.stringify(answer) + '\n')
}
