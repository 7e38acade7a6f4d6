package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.EdgeRequest.NOW;
import static io.github.cdkmediadelivery.Tokens.KEY;
import static io.github.cdkmediadelivery.Tokens.KEY_ID;
import static io.github.cdkmediadelivery.Tokens.STORE;
import static io.github.cdkmediadelivery.Tokens.hex;
import static io.github.cdkmediadelivery.Tokens.hmac;
import static io.github.cdkmediadelivery.Tokens.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.internal.Cbor;
import io.github.cdkmediadelivery.internal.Cbor.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tokens made here and read by libraries of others, made by others and read here, and the examples of the standards.
 *
 * @see <a href="https://github.com/Eyevinn/node-cat">@eyevinn/cat</a>
 * @see <a href="https://github.com/erdtman/COSE-JS">cose-js</a>
 */
class AccessTokenVectorsTest {

    private static final int MANY = 500;
    private static final long SEED = 5007;
    private static final long SECONDS = NOW / 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final NodeProcess OTHERS = new NodeProcess("src/test/node/access-tokens.mjs");

    private static final String HOST = "d111111abcdef8.cloudfront.net";
    private static final List<String> PATHS = List.of(
            "/out/v1/news/one/hls/index.m3u8",
            "/out/v1/news/one/hls/segment_1.m4s",
            "/out/v1/newsroom/one/index.mpd",
            "/film/a%20b/index.m3u8",
            "/film/index");
    private static final List<String> ADDRESSES =
            List.of("198.51.100.11", "203.0.113.7", "2001:db8::1", "2001:db8:1:2::3");
    private static final List<String> NETWORKS = List.of(
            "198.51.100.11",
            "198.51.100.0/24",
            "198.51.100.8/29",
            "203.0.113.0/27",
            "192.0.2.0/24",
            "0.0.0.0/0",
            "2001:db8::/32",
            "2001:db8::1",
            "2001:db8:1::/47",
            "::/0");

    private final Random random = new Random(SEED);

    @Test
    void whatTheSignerMakesIsReadByOthers() {
        var signer = AccessTokenSigner.create();
        for (var i = 0; i < MANY; i++) {
            var claims = new TreeMap<String, Object>(Map.of("catv", 1));
            var path = pick(PATHS);
            var request = AccessTokenRequest.builder()
                    .resourceUrl("https://" + HOST + path)
                    .keyId(KEY_ID)
                    .key(KEY)
                    .expirationDate(
                            Instant.ofEpochSecond(SECONDS + said(claims, "exp", SECONDS, 1 + random.nextInt(100_000))));
            var folder = path.substring(0, path.lastIndexOf('/') + 1);
            if (random.nextBoolean()) {
                folder = "/";
                request.folder(folder);
            }
            claims.put("catu", Map.of("host", Map.of("exact-match", HOST), "path", Map.of("prefix-match", folder)));
            if (random.nextBoolean()) {
                request.activeDate(
                        Instant.ofEpochSecond(SECONDS - said(claims, "nbf", SECONDS, -random.nextInt(100_000))));
            }
            if (random.nextBoolean()) {
                var id = "session-" + random.nextLong();
                request.sessionId(id);
                claims.put("cti", HexFormat.of().formatHex(utf8(id)));
            }
            if (random.nextBoolean()) {
                request.userId("user-" + i);
                claims.put("sub", "user-" + i);
            }
            if (random.nextBoolean()) {
                request.methods("GET", "HEAD");
                claims.put("catm", List.of("GET", "HEAD"));
            }
            if (random.nextBoolean()) {
                request.ipRange("198.51.100.0/24").ipRange("2001:db8::1");
                claims.put("catnip", List.of("198.51.100.0/24", "2001:db8:0:0:0:0:0:1"));
            }
            var token = signer.getToken(request.build());

            var read = others(token, path, "198.51.100.11", "GET");

            assertThat(read.path("claims")).as(token).isEqualTo(json(claims));
            assertThat(read.path("accepted").asBoolean())
                    .as("%s: %s", token, read)
                    .isTrue();
            assertThat(hexOf(token)).as(token).contains(read.path("payload").asText());
        }
    }

    /** As text has it: no number is an int or a long there. */
    private static JsonNode json(Map<String, Object> claims) {
        return Resources.json(JSON.valueToTree(claims).toString());
    }

    private static String hexOf(String token) {
        return HexFormat.of().formatHex(java.util.Base64.getUrlDecoder().decode(token));
    }

    /** Puts a date into the claims, and says how far off it is. */
    private static long said(Map<String, Object> claims, String name, long from, int off) {
        claims.put(name, from + off);
        return Math.abs(off);
    }

    @ParameterizedTest
    @EnumSource(EdgeRuntime.class)
    void whatOthersMakeIsReadAtTheEdgeAsOthersReadIt(EdgeRuntime engine) {
        assumeThat(engine.isInstalled()).as("%s is installed", engine).isTrue();
        var questions = new ArrayList<EdgeRuntime.Question>();
        var expected = new ArrayList<String>();
        for (var i = 0; i < MANY; i++) {
            var claims = claims();
            var token = OTHERS.ask(JSON.createObjectNode()
                            .put("kid", KEY_ID)
                            .put("key", KEY)
                            .set("make", claims))
                    .path("token")
                    .asText();
            var path = pick(PATHS);
            var address = pick(ADDRESSES);
            var method = pick(List.of("GET", "HEAD"));
            var read = others(token, path, address, method);
            expected.add(claims + " " + method + " " + path + " " + address + ": "
                    + (read.path("accepted").asBoolean() ? path : "refused"));
            questions.add(EdgeRequest.of(method, "/" + token + ".cat" + path)
                    .from(address)
                    .question(STORE));
        }

        var answers = engine.answers(Tokens.code(UnaryOperator.identity()), questions);

        var answered = new ArrayList<String>();
        for (var i = 0; i < MANY; i++) {
            answered.add(expected.get(i).replaceFirst(": [^:]*$", ": ")
                    + answers.get(i).path("result").path("uri").asText("refused"));
        }
        // Shown row by row, where they differ.
        assertThat(answered.stream().filter(row -> !expected.contains(row))).isEmpty();
        assertThat(expected.stream().filter(row -> row.endsWith("refused"))).hasSizeBetween(MANY / 5, MANY * 4 / 5);
    }

    /** What the edge looks at, and what it may overlook; right more often than not. */
    private ObjectNode claims() {
        var claims = JSON.createObjectNode()
                .put("iss", "tests")
                .put("exp", SECONDS + (random.nextInt(10) == 0 ? -1L : 1L) * (1 + random.nextInt(1_000)));
        if (random.nextBoolean()) {
            claims.put("nbf", SECONDS + (random.nextInt(8) == 0 ? 1L : -1L) * random.nextInt(1_000));
        }
        if (random.nextBoolean()) {
            claims.put("iat", SECONDS - random.nextInt(1_000)).put("sub", "user " + random.nextInt());
        }
        if (random.nextBoolean()) {
            claims.put("cti", HexFormat.of().toHexDigits(random.nextLong()));
        }
        if (random.nextInt(3) == 0) {
            claims.putObject("catr").put("type", "header").put("expadd", 120);
        }
        if (random.nextInt(3) == 0) {
            claims.putArray("catm").add(pick(List.of("GET", "HEAD"))).add("OPTIONS");
        }
        if (random.nextInt(3) == 0) {
            var networks = claims.putArray("catnip");
            for (var i = 0; i <= random.nextInt(3); i++) {
                networks.add(pick(NETWORKS));
            }
            if (random.nextInt(4) == 0) {
                networks.add(64_496);
            }
        }
        if (random.nextInt(4) > 0) {
            var catu = claims.putObject("catu");
            part(catu, "host", Map.of("exact-match", HOST, "suffix-match", ".cloudfront.net", "prefix-match", "d1"));
            part(
                    catu,
                    "path",
                    Map.of("prefix-match", pick(List.of("/out/v1/news/", "/", "/film/")), "contains-match", "one"));
            part(catu, "parent-path", Map.of("exact-match", "/film", "suffix-match", "/hls"));
            part(catu, "filename", Map.of("exact-match", "index.m3u8", "prefix-match", "index"));
            part(catu, "stem", Map.of("exact-match", "index", "contains-match", "e"));
            part(catu, "extension", Map.of("exact-match", ".m3u8", "prefix-match", ".m", "suffix-match", ""));
            if (catu.isEmpty()) {
                claims.remove("catu");
            }
        }
        return claims;
    }

    private void part(ObjectNode catu, String part, Map<String, String> ways) {
        if (random.nextInt(4) == 0) {
            var way = pick(ways.keySet().stream().sorted().toList());
            catu.putObject(part).put(way, ways.get(way));
        }
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static JsonNode others(String token, String path, String address, String method) {
        var read = OTHERS.ask(JSON.createObjectNode()
                .put("read", token)
                .put("kid", KEY_ID)
                .put("key", KEY)
                .put("now", NOW)
                .put("url", "https://" + HOST + path)
                .put("ip", address)
                .put("method", method));
        assertThat(read.has("error")).as("%s: %s", token, read).isFalse();
        return read;
    }

    /** RFC 8392, A.4: its algorithm, HMAC 256/64, is the same HMAC, of which 8 bytes are kept. */
    @Test
    void theExampleOfCborWebTokensIsMadeByteByByte() {
        var claims = new TreeMap<Integer, Object>(Map.of(
                1,
                "coap://as.example.com",
                2,
                "erikw",
                3,
                "coap://light.example.com",
                4,
                1_444_064_944,
                5,
                1_443_944_944,
                6,
                1_443_944_944,
                7,
                hex("0b71")));
        var token = Tokens.of(claims)
                .header(Map.of(1, 4))
                .unprotected(Map.of(4, utf8("Symmetric256")))
                .macBytes(8);

        assertThat(token.bytes())
                .isEqualTo(hex("d83dd18443a10104a1044c53796d6d65747269633235365850a701756"
                        + "36f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818"
                        + "636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb00"
                        + "51a5610d9f0061a5610d9f007420b7148093101ef6d789200"));
    }

    /** HMac-01 of the COSE working group's examples for RFC 8152 and 9052. */
    @Test
    void theExampleOfCoseIsMadeByteByByte() {
        var header = Cbor.of(Map.of(1, 5));
        var content = utf8("This is the content.");
        var mac = hmac(Tokens.NEXT_KEY, Cbor.of(List.of("MAC0", header, new byte[0], content)));

        assertThat(Cbor.of(new Tag(17, List.of(header, Map.of(), content, mac))))
                .isEqualTo(hex("d18443a10105a054546869732069732074686520636f6e74656e742e5820"
                        + "a1a848d3471f9d61ee49018d244c824772f223ad4f935293f1789fc3a08d8c58"));
    }

    /** The examples of RFC 8949, appendix A, as far as tokens have them, read by the function's own reader. */
    @ParameterizedTest
    @EnumSource(EdgeRuntime.class)
    void theExamplesOfCborAreReadAtTheEdge(EdgeRuntime engine) {
        assumeThat(engine.isInstalled()).as("%s is installed", engine).isTrue();
        var table =
                """
                00 0
                01 1
                0a 10
                17 23
                1818 24
                1819 25
                1864 100
                1903e8 1000
                1a000f4240 1000000
                1b000000e8d4a51000 1000000000000
                20 -1
                29 -10
                3863 -100
                3903e7 -1000
                c11a514b67b0 {"tag":1,"value":1363896240}
                60 ""
                6161 "a"
                6449455446 "IETF"
                62225c "\\"\\\\"
                62c3bc "ü"
                63e6b0b4 "水"
                64f0908591 "𐅑"
                80 []
                83010203 [1,2,3]
                8301820203820405 [1,[2,3],[4,5]]
                98190102030405060708090a0b0c0d0e0f101112131415161718181819 [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25]
                a0 {}
                a201020304 {"1":2,"3":4}
                44010203 ERROR
                5f42010243030405ff ERROR
                7f657374726561646d696e67ff ERROR
                9fff ERROR
                bf61610161629f0203ffff ERROR
                f4 ERROR
                f6 ERROR
                f93c00 ERROR
                fb3ff199999999999a ERROR
                a26161016162820203 ERROR
                a201020103 ERROR
                0000 ERROR
                1c ERROR
                ff ERROR
                8201 ERROR
                """;
        var code = Tokens.code(UnaryOperator.identity())
                .replaceAll("(?s)async function handler.*", "")
                .concat("async function handler(event) { return { item: itemOf(Buffer.from(event, 'hex')) }; }\n");
        var rows = table.lines().map(row -> row.split(" ", 2)).toList();
        var questions = rows.stream()
                .map(row -> new EdgeRuntime.Question(JSON.getNodeFactory().textNode(row[0]), NOW, Map.of()))
                .toList();

        var answers = engine.answers(code, questions);

        assertThat(answers)
                .extracting(answer -> answer.path("result").has("item")
                        ? answer.path("result").path("item").toString()
                        : "ERROR")
                .containsExactlyElementsOf(Arrays.stream(rows.toArray(String[][]::new))
                        .map(row -> row[1])
                        .toList());
    }
}
