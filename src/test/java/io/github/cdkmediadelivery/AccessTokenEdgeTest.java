package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.EdgeRequest.NOW;
import static io.github.cdkmediadelivery.Tokens.KEY;
import static io.github.cdkmediadelivery.Tokens.NEXT_KEY;
import static io.github.cdkmediadelivery.Tokens.NEXT_KEY_ID;
import static io.github.cdkmediadelivery.Tokens.STORE;
import static io.github.cdkmediadelivery.Tokens.hex;
import static io.github.cdkmediadelivery.Tokens.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.internal.Cbor;
import io.github.cdkmediadelivery.internal.Cbor.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the function of access tokens answers: the code that stands in the template, in two engines.
 *
 * <p>The table: where a token may stand, request, headers (separated by {@code &}), answer. In a request <code>{NAME}
 * </code> is a token, see {@link #tokens}. An answer is {@code = TARGET}, the request as it is let through, or a status
 * and what is said to people.
 */
class AccessTokenEdgeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();
    private static final long SECONDS = NOW / 1_000;
    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9 -]+)}");

    private static final String MISSING = "401 A token is missing.";
    private static final String INVALID = "401 This token is not valid.";
    private static final String EXPIRED = "401 This token has expired.";
    private static final String EARLY = "401 This token is not valid yet.";
    private static final String REVOKED = "401 This token has been revoked.";
    private static final String CLOSED = "403 This token does not open this.";
    private static final String AMBIGUOUS = "403 This path is ambiguous.";

    private static final String TABLE =
            """
            # Whoever has a token plays HLS and DASH, and the cache sees the plain path
            PATH | GET /{valid}.cat/out/v1/news/index.m3u8 | | = /out/v1/news/index.m3u8
            PATH | GET /{valid}.cat/out/v1/news/index.mpd | | = /out/v1/news/index.mpd
            PATH | GET /{valid}.cat/out/v1/news/segment_1_2.ts | | = /out/v1/news/segment_1_2.ts
            PATH | GET /{valid}.cat/out/v1/news/init.mp4 | Range: bytes=0-99 | = /out/v1/news/init.mp4
            PATH | HEAD /{valid}.cat/out/v1/news/index.m3u8 | | = /out/v1/news/index.m3u8
            PATH | GET /{valid}.cat/out/v1/news/index.m3u8?_HLS_msn=7&_HLS_part=1 | | = /out/v1/news/index.m3u8?_HLS_msn=7&_HLS_part=1
            PATH | GET /{valid}.cat/out/a%20b/caf%C3%A9.m3u8 | | = /out/a%20b/caf%C3%A9.m3u8
            PATH | GET /{valid}.cat/out/v1/news/index.m3u8 | Origin: https://www.example.com | = /out/v1/news/index.m3u8
            PATH | GET /{valid}.cat/out/v1/news/index.m3u8 | Cookie: a=b & User-Agent: AppleCoreMedia/1.0 | = /out/v1/news/index.m3u8
            PATH | GET /{only exp}.cat/ | | = /
            PATH | GET /{only exp}.cat/anything | | = /anything
            PATH | GET /{next key}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{kid protected}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{long tags}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{of an aws library}.cat/out/1.ts | | = /out/1.ts
            # Without one, or with none that is one
            PATH | GET /out/v1/news/index.m3u8 | | MISSING
            PATH | GET / | | MISSING
            PATH | GET /{valid}/out/1.ts | | MISSING
            PATH | GET /out/{valid}.cat/out/1.ts | | MISSING
            PATH | GET /{valid}.cat | | MISSING
            PATH | GET /{valid}.CAT/out/1.ts | | MISSING
            PATH | GET /{valid}%2Ecat/out/1.ts | | AMBIGUOUS
            PATH | GET /%32D3abc.cat/out/1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat.cat/out/1.ts | | INVALID
            PATH | GET /{valid}=.cat/out/1.ts | | INVALID
            PATH | GET /{valid}A.cat/out/1.ts | | INVALID
            PATH | GET /{valid}AAAA.cat/out/1.ts | | INVALID
            PATH | GET /2D3.cat/out/1.ts | | INVALID
            PATH | GET /2D3RhEOhAQWh.cat/out/1.ts | | INVALID
            PATH | GET /2D3RhEOhAQWhÜ.cat/out/1.ts | | INVALID
            PATH | GET /{as base64}.cat/out/1.ts | | INVALID
            PATH | GET /{without cwt tag}.cat/out/1.ts | | MISSING
            PATH | GET /{other cose tag}.cat/out/1.ts | | INVALID
            PATH | GET /{three parts}.cat/out/1.ts | | INVALID
            PATH | GET /{five parts}.cat/out/1.ts | | INVALID
            PATH | GET /{deep}.cat/out/1.ts | | INVALID
            PATH | GET /{huge length}.cat/out/1.ts | | INVALID
            PATH | GET /{more behind}.cat/out/1.ts | | INVALID
            PATH | GET /{truncated}.cat/out/1.ts | | INVALID
            PATH | GET /{1024 bytes}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{1025 bytes}.cat/out/1.ts | | INVALID
            # Twice, and in the wrong place
            PATH | GET /{valid}.cat/{valid}.cat/out/1.ts | | INVALID
            PATH | GET /{valid}.cat/private/.cat/out/1.ts | | INVALID
            PATH | GET /{valid}.cat/out/x.cat/1.ts | | INVALID
            PATH | GET /{valid}.cat/out/x.cat | | = /out/x.cat
            PATH | GET /out/1.ts | CTA-Common-Access-Token: {valid} | MISSING
            PATH | GET /out/1.ts?CAT={valid} | | MISSING
            PATH | GET /out/1.ts | Authorization: Bearer {valid} | MISSING
            PATH | GET /out/1.ts | Cookie: CTA-Common-Access-Token={valid} | MISSING
            ANYWHERE | GET /out/1.ts | CTA-Common-Access-Token: {valid} | = /out/1.ts
            ANYWHERE | GET /out/1.ts | cta-common-access-token: {valid} | = /out/1.ts
            ANYWHERE | GET /out/1.ts?CAT={valid} | | = /out/1.ts
            ANYWHERE | GET /out/1.ts?a=1&CAT={valid}&b=2 | | = /out/1.ts?a=1&b=2
            ANYWHERE | GET /{valid}.cat/out/1.ts | | = /out/1.ts
            ANYWHERE | GET /out/1.ts | CTA-Common-Access-Token: {without cwt tag} | INVALID
            ANYWHERE | GET /out/1.ts | CTA-Common-Access-Token: {other outer tag} | INVALID
            ANYWHERE | GET /out/1.ts?cat={valid} | | MISSING
            ANYWHERE | GET /out/1.ts | | MISSING
            ANYWHERE | GET /out/1.ts | CTA-Common-Access-Token: {expired} | EXPIRED
            ANYWHERE | GET /out/1.ts?CAT=x | | INVALID
            ANYWHERE | GET /out/1.ts?CAT | | INVALID
            ANYWHERE | GET /out/1.ts | CTA-Common-Access-Token: | INVALID
            ANYWHERE | GET /out/1.ts | CTA-Common-Access-Token: {valid} & CTA-Common-Access-Token: {valid} | INVALID
            ANYWHERE | GET /out/1.ts?CAT={valid}&CAT={valid} | | INVALID
            ANYWHERE | GET /{valid}.cat/out/1.ts?CAT={valid} | | INVALID
            ANYWHERE | GET /{valid}.cat/out/1.ts | CTA-Common-Access-Token: {valid} | INVALID
            ANYWHERE | GET /{valid}.cat/out/1.ts?CAT={wrong key} | | INVALID
            ANYWHERE | GET /{wrong key}.cat/out/1.ts?CAT={valid} | | INVALID
            ANYWHERE | GET /out/x.cat/1.ts | CTA-Common-Access-Token: {valid} | = /out/x.cat/1.ts
            # When
            PATH | GET /{expired}.cat/out/1.ts | | EXPIRED
            PATH | GET /{expires now}.cat/out/1.ts | | EXPIRED
            PATH | GET /{expires in a second}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{no exp}.cat/out/1.ts | | EXPIRED
            PATH | GET /{exp as text}.cat/out/1.ts | | EXPIRED
            PATH | GET /{exp in a list}.cat/out/1.ts | | EXPIRED
            PATH | GET /{exp tagged}.cat/out/1.ts | | EXPIRED
            PATH | GET /{exp negative}.cat/out/1.ts | | EXPIRED
            PATH | GET /{exp in 2200}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{begins now}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{begins in a second}.cat/out/1.ts | | EARLY
            PATH | GET /{nbf as text}.cat/out/1.ts | | EARLY
            # By which key
            PATH | GET /{wrong key}.cat/out/1.ts | | INVALID
            PATH | GET /{key of another id}.cat/out/1.ts | | INVALID
            PATH | GET /{unknown key id}.cat/out/1.ts | | INVALID
            PATH | GET /{key id of a revocation}.cat/out/1.ts | | INVALID
            PATH | GET /{key id with prototype}.cat/out/1.ts | | INVALID
            PATH | GET /{no key id}.cat/out/1.ts | | INVALID
            PATH | GET /{short key}.cat/out/1.ts | | INVALID
            PATH | GET /{empty key}.cat/out/1.ts | | INVALID
            # What was changed on the way
            PATH | GET /{one bit of the claims}.cat/out/1.ts | | INVALID
            PATH | GET /{one bit of the header}.cat/out/1.ts | | INVALID
            PATH | GET /{one bit of the mac}.cat/out/1.ts | | INVALID
            PATH | GET /{short mac}.cat/out/1.ts | | INVALID
            PATH | GET /{long mac}.cat/out/1.ts | | INVALID
            PATH | GET /{no mac}.cat/out/1.ts | | INVALID
            PATH | GET /{mac as text}.cat/out/1.ts | | INVALID
            PATH | GET /{mac as a list}.cat/out/1.ts | | INVALID
            PATH | GET /{claims as another string}.cat/out/1.ts | | INVALID
            # Other algorithms, and what a header could say
            PATH | GET /{hmac 256 64}.cat/out/1.ts | | INVALID
            PATH | GET /{hmac 384}.cat/out/1.ts | | INVALID
            PATH | GET /{no algorithm}.cat/out/1.ts | | INVALID
            PATH | GET /{algorithm unprotected}.cat/out/1.ts | | INVALID
            PATH | GET /{algorithm as text}.cat/out/1.ts | | INVALID
            PATH | GET /{empty header}.cat/out/1.ts | | INVALID
            PATH | GET /{critical header}.cat/out/1.ts | | INVALID
            PATH | GET /{unknown protected header}.cat/out/1.ts | | INVALID
            PATH | GET /{claims unprotected}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{claims only unprotected}.cat/out/1.ts | | EXPIRED
            PATH | GET /{two key ids}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{algorithm twice}.cat/out/1.ts | | INVALID
            PATH | GET /{example of rfc 8392}.cat/out/1.ts | | INVALID
            # Claims: twice, unknown, odd
            PATH | GET /{exp twice}.cat/out/1.ts | | INVALID
            PATH | GET /{exp twice in other forms}.cat/out/1.ts | | INVALID
            PATH | GET /{catu twice}.cat/out/1.ts | | INVALID
            PATH | GET /{claim named by text}.cat/out/1.ts | | INVALID
            PATH | GET /{only exp by text}.cat/out/1.ts | | INVALID
            PATH | GET /{claims are a list}.cat/out/1.ts | | EXPIRED
            PATH | GET /{claims are text}.cat/out/1.ts | | EXPIRED
            PATH | GET /{no claims}.cat/out/1.ts | | EXPIRED
            PATH | GET /{claims of aws example}.cat/out/1.ts | | CLOSED
            PATH | GET /{aud}.cat/out/1.ts | | CLOSED
            PATH | GET /{cath}.cat/out/1.ts | | CLOSED
            PATH | GET /{catgeoiso3166}.cat/out/1.ts | | CLOSED
            PATH | GET /{catreplay 0}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{catreplay 1}.cat/out/1.ts | | CLOSED
            PATH | GET /{catv 1}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{catv 2}.cat/out/1.ts | | CLOSED
            PATH | GET /{catr}.cat/out/1.ts | | = /out/1.ts
            # Which paths
            PATH | GET /{valid}.cat/other/1.ts | | CLOSED
            PATH | GET /{valid}.cat/outside/1.ts | | CLOSED
            PATH | GET /{valid}.cat/Out/1.ts | | CLOSED
            PATH | GET /{folder without slash}.cat/news/1.ts | | = /news/1.ts
            PATH | GET /{folder without slash}.cat/newsroom/1.ts | | CLOSED
            PATH | GET /{folder without slash}.cat/news | | = /news
            PATH | GET /{parent without slash}.cat/news/a/1.ts | | = /news/a/1.ts
            PATH | GET /{parent without slash}.cat/newsroom/1.ts | | CLOSED
            PATH | GET /{exact path}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{exact path}.cat/out/1.tsx | | CLOSED
            PATH | GET /{only m3u8}.cat/out/a.m3u8 | | = /out/a.m3u8
            PATH | GET /{only m3u8}.cat/out/a.m3u8.ts | | CLOSED
            PATH | GET /{only m3u8}.cat/out/a.ts | | CLOSED
            PATH | GET /{this host}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{this host}.cat/out/1.ts | none & Host: D111111ABCDEF8.CloudFront.net | = /out/1.ts
            PATH | GET /{other host}.cat/out/1.ts | | CLOSED
            PATH | GET /{this host}.cat/out/1.ts | none | INVALID
            PATH | GET /{regular expression}.cat/out/1.ts | | CLOSED
            PATH | GET /{scheme}.cat/out/1.ts | | CLOSED
            PATH | GET /{empty catu}.cat/out/1.ts | | CLOSED
            PATH | GET /{empty match}.cat/out/1.ts | | CLOSED
            PATH | GET /{catu 0}.cat/out/1.ts | | CLOSED
            PATH | GET /{match by number}.cat/out/1.ts | | CLOSED
            # Tricks behind a token
            PATH | GET /{valid}.cat/out/../private/1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/out/%2e%2e/private/1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/out/..%2fprivate/1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/out/%252e%252e/1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/out/.. | | AMBIGUOUS
            PATH | GET /{valid}.cat//out/1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/out//1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/./out/1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/out/..\\private\\1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/out/1.ts;a | | AMBIGUOUS
            PATH | GET /{valid}.cat/out/a%00.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/%6fut/1.ts | | AMBIGUOUS
            PATH | GET /{valid}.cat/out/1.ts%20 | | AMBIGUOUS
            PATH | GET /{valid}.cat/out/%zz | | AMBIGUOUS
            PATH | GET /../{valid}.cat/out/1.ts | | AMBIGUOUS
            # Who asks, and how
            PATH | GET /{one network}.cat/out/1.ts | from 203.0.113.200 | = /out/1.ts
            PATH | GET /{one network}.cat/out/1.ts | from 203.0.114.1 | CLOSED
            PATH | GET /{one network}.cat/out/1.ts | from 2001:db8::1 | CLOSED
            PATH | GET /{one address}.cat/out/1.ts | from 203.0.113.7 | = /out/1.ts
            PATH | GET /{one address}.cat/out/1.ts | from 203.0.113.8 | CLOSED
            PATH | GET /{ipv6 network}.cat/out/1.ts | from 2001:db8:0:1::5 | = /out/1.ts
            PATH | GET /{ipv6 network}.cat/out/1.ts | from 2001:DB8::5 | = /out/1.ts
            PATH | GET /{ipv6 network}.cat/out/1.ts | from 2001:db9::5 | CLOSED
            PATH | GET /{ipv6 network}.cat/out/1.ts | from 1:2:3:4:5:6:7:8 | CLOSED
            PATH | GET /{ipv6 network}.cat/out/1.ts | from ::1 | CLOSED
            PATH | GET /{shortened network}.cat/out/1.ts | from 10.0.7.7 | = /out/1.ts
            PATH | GET /{shortened network}.cat/out/1.ts | from 10.1.7.7 | CLOSED
            PATH | GET /{whole internet}.cat/out/1.ts | from 192.0.2.1 | = /out/1.ts
            PATH | GET /{autonomous system}.cat/out/1.ts | | INVALID
            PATH | GET /{network as text}.cat/out/1.ts | | INVALID
            PATH | GET /{too many bits}.cat/out/1.ts | | CLOSED
            PATH | GET /{fewer bits than none}.cat/out/1.ts | | CLOSED
            PATH | GET /{three bytes of an address}.cat/out/1.ts | | CLOSED
            PATH | GET /{ipv4 called ipv6}.cat/out/1.ts | | CLOSED
            PATH | GET /{bits as bytes}.cat/out/1.ts | | CLOSED
            PATH | GET /{no network}.cat/out/1.ts | | CLOSED
            PATH | GET /{catnip 0}.cat/out/1.ts | | INVALID
            PATH | GET /{only get}.cat/out/1.ts | | = /out/1.ts
            PATH | HEAD /{only get}.cat/out/1.ts | | CLOSED
            PATH | POST /{only get}.cat/out/1.ts | | CLOSED
            PATH | GET /{methods as text}.cat/out/1.ts | | CLOSED
            # Revoked
            PATH | GET /{session that goes on}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{session that is gone}.cat/out/1.ts | | REVOKED
            PATH | GET /{session of bytes that is gone}.cat/out/1.ts | | REVOKED
            PATH | GET /{session as text that is gone}.cat/out/1.ts | | REVOKED
            PATH | GET /{user who stays}.cat/out/1.ts | | = /out/1.ts
            PATH | GET /{user who is gone}.cat/out/1.ts | | REVOKED
            PATH | GET /{user and session}.cat/out/1.ts | | REVOKED
            PATH | GET /{session that is gone}.cat/other/1.ts | | CLOSED
            # Preflights: no credentials, nothing asked for, and the token is taken off all the same
            PATH | OPTIONS /{valid}.cat/out/1.ts | Origin: https://evil.net & Access-Control-Request-Method: GET | = /out/1.ts
            PATH | OPTIONS /{expired}.cat/out/1.ts | Origin: https://evil.net & Access-Control-Request-Method: GET | = /out/1.ts
            PATH | OPTIONS /out/1.ts | Origin: https://evil.net & Access-Control-Request-Method: GET | = /out/1.ts
            ANYWHERE | OPTIONS /out/1.ts?CAT={valid} | Origin: https://evil.net & Access-Control-Request-Method: GET | = /out/1.ts
            PATH | OPTIONS /{valid}.cat/out/1.ts | Origin: https://evil.net | = /out/1.ts
            PATH | OPTIONS /out/1.ts | | MISSING
            PATH | GET /out/1.ts | Origin: https://evil.net & Access-Control-Request-Method: GET | MISSING
            PATH | OPTIONS /{expired}.cat/out/1.ts | Access-Control-Request-Method: GET | EXPIRED
            PATH | OPTIONS /{valid}.cat/out/../1.ts | Origin: https://evil.net & Access-Control-Request-Method: GET | AMBIGUOUS
            # Names that every object has
            PATH | GET /{valid}.cat/out/1.ts?constructor=1&__proto__=2&toString=3 | constructor: x & __proto__: y | = /out/1.ts?constructor=1&__proto__=2&toString=3
            ANYWHERE | GET /out/1.ts?constructor={valid} | __proto__: {valid} | MISSING
            """;

    private static final Map<String, String> SAYS = Map.of(
            "MISSING", MISSING,
            "INVALID", INVALID,
            "EXPIRED", EXPIRED,
            "EARLY", EARLY,
            "REVOKED", REVOKED,
            "CLOSED", CLOSED,
            "AMBIGUOUS", AMBIGUOUS);

    private static final Map<String, String> FULL_STORE = fullStore();
    private static final Map<String, String> TOKENS = tokens();

    /** Where viewers may show tokens. */
    private enum Configuration {
        PATH(keys -> keys),
        ANYWHERE(keys -> keys.header().query());

        private final String code;

        Configuration(java.util.function.UnaryOperator<AccessTokenKeys.Builder> options) {
            code = Tokens.code(options);
        }
    }

    private record Row(String line, Configuration configuration, EdgeRequest request, JsonNode answer) {
        @Override
        public String toString() {
            return line;
        }
    }

    private static Map<String, String> fullStore() {
        var store = new HashMap<>(STORE);
        store.put("key:short", "00112233");
        store.put("key:empty", "");
        store.put("session:gone", "revoked");
        store.put("session:00ff", "revoked");
        store.put("user:gone", "");
        return store;
    }

    private static Map<String, String> tokens() {
        var all = new LinkedHashMap<String, String>();
        var valid = claims(Map.of());
        var usual = Tokens.of(valid);
        all.put("valid", usual.text());
        all.put("only exp", Tokens.of(Map.of(4, SECONDS + 60)).text());
        all.put("next key", usual.key(NEXT_KEY_ID, NEXT_KEY).text());
        all.put(
                "kid protected",
                usual.header(new TreeMap<>(Map.of(1, 5, 4, utf8(Tokens.KEY_ID))))
                        .unprotected(Map.of())
                        .text());
        all.put("long tags", changed(usual.text(), "d83dd184", "d83dd81184"));
        all.put(
                "of an aws library",
                changed(
                        Tokens.of(new TreeMap<>(Map.of(
                                        1, "cta-secure-media", 4, SECONDS + 60, 5, SECONDS, 6, SECONDS, 7, "session")))
                                .text(),
                        "d83dd184",
                        "d83dd81184"));

        all.put(
                "as base64",
                Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(
                                Tokens.of(claims(Map.of(2, "???>>>~~~"))).bytes()));
        all.put("without cwt tag", Tokens.text(Cbor.of(new Tag(17, usual.parts()))));
        all.put("other outer tag", Tokens.text(Cbor.of(new Tag(62, new Tag(17, usual.parts())))));
        all.put("other cose tag", Tokens.text(Cbor.of(new Tag(61, new Tag(18, usual.parts())))));
        all.put(
                "three parts",
                Tokens.text(Cbor.of(new Tag(61, new Tag(17, usual.parts().subList(0, 3))))));
        all.put(
                "five parts",
                Tokens.text(Cbor.of(new Tag(
                        61,
                        new Tag(
                                17,
                                Stream.concat(usual.parts().stream(), Stream.of(1))
                                        .toList())))));
        all.put("deep", Tokens.text(hex("d83dd184" + "81".repeat(1_000))));
        all.put("huge length", Tokens.text(hex("d83dd19bffffffffffffffff")));
        all.put("more behind", Tokens.text(hex(HEX.formatHex(usual.bytes()) + "00")));
        all.put("truncated", Tokens.text(java.util.Arrays.copyOf(usual.bytes(), usual.bytes().length - 9)));
        all.put("1024 bytes", sized(1_024));
        all.put("1025 bytes", sized(1_025));

        put(all, "expired", 4, SECONDS - 1);
        put(all, "expires now", 4, SECONDS);
        put(all, "expires in a second", 4, SECONDS + 1);
        put(all, "exp as text", 4, "9999999999");
        put(all, "exp in a list", 4, List.of(9_999_999_999L));
        put(all, "exp tagged", 4, new Tag(1, 9_999_999_999L));
        put(all, "exp in 2200", 4, 7_258_118_400L);
        put(all, "begins now", 5, SECONDS);
        put(all, "begins in a second", 5, SECONDS + 1);
        put(all, "nbf as text", 5, "0");
        all.put("no exp", Tokens.of(Map.of(5, SECONDS)).text());
        all.put("exp negative", Tokens.of(hex("a1043b00000000ffffffff")).text());

        all.put("wrong key", usual.key(Tokens.KEY_ID, NEXT_KEY).text());
        all.put("key of another id", usual.key(NEXT_KEY_ID, KEY).text());
        all.put("unknown key id", usual.key("2025-01", KEY).text());
        all.put("key id of a revocation", usual.key("../session:gone", KEY).text());
        all.put("key id with prototype", usual.key("__proto__", KEY).text());
        all.put("no key id", usual.unprotected(Map.of()).text());
        all.put("short key", usual.key("short", "00112233").text());
        all.put("empty key", usual.key("empty", "00").text());

        var claimsAt = HEX.formatHex(usual.bytes()).indexOf("190138") / 2;
        all.put("one bit of the claims", flipped(usual, claimsAt + 6));
        all.put("one bit of the header", flipped(usual, 7));
        all.put("one bit of the mac", flipped(usual, usual.bytes().length - 1));
        all.put("short mac", usual.macBytes(16).text());
        all.put("long mac", usual.macBytes(40).text());
        all.put("no mac", usual.macBytes(0).text());
        var parts = usual.parts();
        var mac = (byte[]) parts.get(3);
        all.put("mac as text", of(parts.get(0), parts.get(1), parts.get(2), HEX.formatHex(mac)));
        all.put(
                "mac as a list",
                of(
                        parts.get(0),
                        parts.get(1),
                        parts.get(2),
                        HEX.formatHex(mac)
                                .replaceAll("(..)", "$1 ")
                                .strip()
                                .lines()
                                .flatMap(line -> Stream.of(line.split(" ")))
                                .map(octet -> (Object) Integer.parseInt(octet, 16))
                                .toList()));
        var ascii = Tokens.of(hex("a0")).parts();
        all.put("claims as another string", of(ascii.get(0), ascii.get(1), "\u00a0", ascii.get(3)));

        all.put("hmac 256 64", usual.header(Map.of(1, 4)).macBytes(8).text());
        all.put("hmac 384", usual.header(Map.of(1, 6)).text());
        all.put("no algorithm", usual.header(Map.of(4, utf8(Tokens.KEY_ID))).text());
        all.put(
                "algorithm unprotected",
                usual.header(Map.of())
                        .unprotected(new TreeMap<>(Map.of(1, 5, 4, utf8(Tokens.KEY_ID))))
                        .text());
        all.put("algorithm as text", usual.header(Map.of(1, "5")).text());
        all.put("empty header", usual.header(new byte[0]).text());
        all.put(
                "critical header",
                usual.header(new TreeMap<>(Map.of(1, 5, 2, List.of(4)))).text());
        all.put(
                "unknown protected header",
                usual.header(new TreeMap<>(Map.of(1, 5, 99, 1))).text());
        all.put(
                "claims unprotected",
                usual.unprotected(new TreeMap<>(Map.of(4, utf8(Tokens.KEY_ID), 312, Map.of(3, Map.of(1, "/x/")))))
                        .text());
        all.put(
                "claims only unprotected",
                Tokens.of(Map.of())
                        .unprotected(new TreeMap<>(Map.of(4, utf8(Tokens.KEY_ID), 15, Map.of(4, SECONDS + 60))))
                        .text());
        // The protected one is meant.
        all.put(
                "two key ids",
                usual.header(new TreeMap<>(Map.of(1, 5, 4, utf8(Tokens.KEY_ID))))
                        .unprotected(Map.of(4, utf8(NEXT_KEY_ID)))
                        .text());
        all.put("algorithm twice", usual.header(hex("a201050105")).text());
        all.put(
                "example of rfc 8392",
                Tokens.text(hex("d83dd18443a10104a1044c53796d6d65747269633235365850a701756"
                        + "36f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818"
                        + "636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb00"
                        + "51a5610d9f0061a5610d9f007420b7148093101ef6d789200")));

        var exp = "041a" + HEX.toHexDigits((int) SECONDS + 60);
        all.put("exp twice", Tokens.of(hex("a2" + exp + exp)).text());
        all.put(
                "exp twice in other forms",
                Tokens.of(hex("a2" + exp + "18" + exp)).text());
        all.put(
                "catu twice",
                Tokens.of(hex("a3" + exp + "190138a103a101612f" + "190138a103a101612f"))
                        .text());
        all.put("claim named by text", Tokens.of(hex("a2" + exp + "613400")).text());
        all.put("only exp by text", Tokens.of(hex("a16134" + exp.substring(2))).text());
        all.put("claims are a list", Tokens.of(List.of(0, 1, 2, 3, SECONDS)).text());
        all.put("claims are text", Tokens.of("claims").text());
        all.put("no claims", Tokens.of(Map.of()).text());
        put(all, "claims of aws example", 401, Map.of(2, Map.of(1, "/media/live-stream/cf-4k/")));
        put(all, "aud", 3, "d111111abcdef8.cloudfront.net");
        put(all, "cath", 315, Map.of(1, Map.of(0, "x")));
        put(all, "catgeoiso3166", 316, List.of("DE"));
        put(all, "catreplay 0", 308, 0);
        put(all, "catreplay 1", 308, 1);
        put(all, "catv 1", 310, 1);
        put(all, "catv 2", 310, 2);
        put(all, "catr", 323, new TreeMap<>(Map.of(0, 0, 1, 120)));

        put(all, "folder without slash", 312, Map.of(3, Map.of(1, "/news")));
        put(all, "parent without slash", 312, Map.of(5, Map.of(1, "/news")));
        put(all, "exact path", 312, Map.of(3, Map.of(0, "/out/1.ts")));
        put(all, "only m3u8", 312, Map.of(8, Map.of(0, ".m3u8")));
        put(all, "this host", 312, Map.of(1, Map.of(0, "d111111abcdef8.cloudfront.net")));
        put(all, "other host", 312, Map.of(1, Map.of(0, "www.example.com")));
        put(all, "regular expression", 312, Map.of(3, Map.of(4, List.of(".*", ""))));
        put(all, "scheme", 312, Map.of(0, Map.of(0, "https")));
        put(all, "empty catu", 312, Map.of());
        put(all, "empty match", 312, Map.of(3, Map.of()));
        put(all, "catu 0", 312, 0);
        put(all, "match by number", 312, Map.of(3, Map.of(0, 0)));

        put(all, "one network", 311, List.of(new Tag(52, List.of(24, hex("cb007100")))));
        put(all, "one address", 311, List.of(new Tag(52, hex("cb007107"))));
        put(all, "ipv6 network", 311, List.of(new Tag(54, List.of(32, hex("20010db8" + "00".repeat(12))))));
        put(all, "shortened network", 311, List.of(new Tag(52, List.of(16, hex("0a")))));
        put(all, "whole internet", 311, List.of(new Tag(52, List.of(0, new byte[0]))));
        put(all, "autonomous system", 311, List.of(64_496));
        put(all, "network as text", 311, List.of("198.51.100.0/24"));
        put(all, "too many bits", 311, List.of(new Tag(52, List.of(33, hex("c633640b")))));
        all.put(
                "fewer bits than none",
                Tokens.of(hex("a2" + exp + "19013781d834822044c633640b")).text());
        put(all, "three bytes of an address", 311, List.of(new Tag(52, hex("c63364"))));
        put(all, "ipv4 called ipv6", 311, List.of(new Tag(54, List.of(24, hex("c633640b")))));
        put(all, "bits as bytes", 311, List.of(new Tag(52, List.of(new byte[0], hex("c633640b")))));
        put(all, "no network", 311, List.of());
        put(all, "catnip 0", 311, 0);
        put(all, "only get", 313, List.of("GET"));
        put(all, "methods as text", 313, "GET");

        put(all, "session that goes on", 7, utf8("here"));
        put(all, "session that is gone", 7, utf8("gone"));
        put(all, "session of bytes that is gone", 7, hex("00ff"));
        put(all, "session as text that is gone", 7, "gone");
        put(all, "user who stays", 2, "here");
        put(all, "user who is gone", 2, "gone");
        all.put(
                "user and session",
                Tokens.of(claims(Map.of(2, "gone", 7, utf8("here")))).text());
        return all;
    }

    /** What opens {@code /out/} for a minute, with more or other claims. */
    private static Map<Integer, Object> claims(Map<Integer, Object> more) {
        var claims = new TreeMap<Integer, Object>(Map.of(4, SECONDS + 60, 312, Map.of(3, Map.of(1, "/out/"))));
        claims.putAll(more);
        return claims;
    }

    private static void put(Map<String, String> all, String name, int claim, Object value) {
        all.put(name, Tokens.of(claims(Map.of(claim, value))).text());
    }

    private static String of(Object... parts) {
        return Tokens.text(Cbor.of(new Tag(61, new Tag(17, List.of(parts)))));
    }

    private static String sized(int bytes) {
        var fill = bytes - Tokens.of(claims(Map.of(1, "x".repeat(256)))).bytes().length + 256;
        var token = Tokens.of(claims(Map.of(1, "x".repeat(fill))));
        assertThat(token.bytes()).hasSize(bytes);
        return token.text();
    }

    private static String changed(String token, String from, String to) {
        var bytes = HEX.formatHex(Base64.getUrlDecoder().decode(token));
        assertThat(bytes).contains(from);
        return Tokens.text(hex(bytes.replaceFirst(from, to)));
    }

    private static String flipped(Tokens token, int at) {
        var bytes = token.bytes();
        bytes[at] ^= 1;
        return Tokens.text(bytes);
    }

    static Stream<Row> rows() {
        return TABLE.lines().filter(line -> !line.startsWith("#")).map(AccessTokenEdgeTest::row);
    }

    private static Row row(String line) {
        var parts = line.split(" *\\| *", -1);
        var target = fill(parts[1]).split(" ", 2);
        var request = with(EdgeRequest.of(target[0], target[1]), fill(parts[2]));
        var expected = parts[3].startsWith("= ")
                ? with(
                                EdgeRequest.of(target[0], parts[3].substring(2)),
                                fill(parts[2]).replaceFirst("(?i)cta-common-access-token: .*", ""))
                        .json()
                : refusal(SAYS.get(parts[3]), origin(parts[2]));
        return new Row(line, Configuration.valueOf(parts[0]), request, expected);
    }

    private static EdgeRequest with(EdgeRequest request, String headers) {
        if (headers.startsWith("none")) {
            return with(request.withoutHeaders(), headers.replaceFirst("none( & )?", ""));
        }
        if (headers.startsWith("from ")) {
            return request.from(headers.substring(5));
        }
        for (var header : headers.isEmpty() ? new String[0] : headers.split(" & ")) {
            var colon = header.indexOf(':');
            request.header(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return request;
    }

    private static String fill(String text) {
        return PLACE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        java.util.Objects.requireNonNull(TOKENS.get(found.group(1)), found.group(1))));
    }

    private static String origin(String headers) {
        var found = Pattern.compile("Origin: ([^ ]+)").matcher(headers);
        return found.find() ? found.group(1) : "";
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRequestIsAnsweredInNode(Row row) {
        assertThat(answer(EdgeRuntime.NODE, row)).isEqualTo(row.answer());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRequestIsAnsweredInNjs(Row row) {
        assumeThat(EdgeRuntime.NJS.isInstalled()).as("njs is installed").isTrue();

        assertThat(answer(EdgeRuntime.NJS, row)).isEqualTo(row.answer());
    }

    private static JsonNode answer(EdgeRuntime engine, Row row) {
        return engine.answer(row.configuration().code, row.request().question(FULL_STORE))
                .path("result");
    }

    @Test
    void theTableIsLong() {
        assertThat(rows()).hasSizeGreaterThan(120).doesNotHaveDuplicates();
        assertThat(TOKENS.keySet()).allSatisfy(name -> assertThat(TABLE).contains("{" + name + "}"));
    }

    @ParameterizedTest
    @EnumSource(EdgeRuntime.class)
    void whereTheStoreIsEmptyOrDoesNotAnswerNobodyIsLetIn(EdgeRuntime engine) {
        assumeThat(engine.isInstalled()).as("%s is installed", engine).isTrue();
        var request = EdgeRequest.get(fill("/{user and session}.cat/out/1.ts"));

        assertThat(engine.answers(
                        Configuration.PATH.code,
                        List.of(
                                request.question(Map.of()),
                                request.question(Collections.emptyMap()),
                                request.question(null))))
                .extracting(answer -> answer.path("result"))
                .containsOnly(refusal(INVALID, ""));
    }

    /** The three steps of the runbook, with a viewer of each key who watches all the time. */
    @ParameterizedTest
    @EnumSource(EdgeRuntime.class)
    void aKeyIsRotatedWithoutCuttingAViewer(EdgeRuntime engine) {
        assumeThat(engine.isInstalled()).as("%s is installed", engine).isTrue();
        var old = EdgeRequest.get(fill("/{valid}.cat/out/1.ts"));
        var young = EdgeRequest.get(fill("/{next key}.cat/out/1.ts"));
        var one = Map.of("key:" + Tokens.KEY_ID, KEY);
        var two = Map.of("key:" + NEXT_KEY_ID, NEXT_KEY);

        assertThat(engine.answers(
                        Configuration.PATH.code,
                        List.of(
                                old.question(one),
                                young.question(one),
                                old.question(STORE),
                                young.question(STORE),
                                old.question(two),
                                young.question(two))))
                .extracting(answer -> answer.path("result").path("uri").asText("refused"))
                .containsExactly("/out/1.ts", "refused", "/out/1.ts", "/out/1.ts", "refused", "/out/1.ts");
    }

    /** Whatever the tokens, an object is one: nothing of them is left that a cache or an origin could see. */
    @ParameterizedTest
    @EnumSource(EdgeRuntime.class)
    void aThousandTokensAskForOneObject(EdgeRuntime engine) {
        assumeThat(engine.isInstalled()).as("%s is installed", engine).isTrue();
        var questions = Stream.iterate(0, i -> i + 1)
                .limit(1_000)
                .map(i -> Tokens.of(claims(Map.of(2, "user " + i, 7, utf8("session " + i))))
                        .text())
                .map(token -> switch (token.hashCode() % 3) {
                    case 0 -> EdgeRequest.get("/out/1.ts").header("CTA-Common-Access-Token", token);
                    case 1 -> EdgeRequest.get("/out/1.ts?CAT=" + token);
                    default -> EdgeRequest.get("/" + token + ".cat/out/1.ts");
                })
                .map(request -> request.question(STORE))
                .toList();

        var answers = engine.answers(Configuration.ANYWHERE.code, questions);

        assertThat(answers)
                .hasSize(1_000)
                .extracting(answer -> answer.path("result"))
                .containsOnly(EdgeRequest.get("/out/1.ts").json());
    }

    @Test
    void theFunctionHasRoomAndNoSecret() {
        for (var configuration : Configuration.values()) {
            assertThat(configuration.code.getBytes(StandardCharsets.UTF_8).length)
                    .as(configuration.name())
                    .isLessThanOrEqualTo(10_240);
            assertThat(configuration.code).doesNotContain(KEY, NEXT_KEY);
        }
    }

    private static JsonNode refusal(String says, String origin) {
        var status = says.substring(0, 3);
        var refusal = JSON.createObjectNode()
                .put("statusCode", Integer.parseInt(status))
                .put("statusDescription", status.equals("401") ? "Unauthorized" : "Forbidden");
        var headers = refusal.putObject("headers");
        value(headers, "cache-control", "no-store");
        value(headers, "content-type", "text/plain; charset=utf-8");
        if (!origin.isEmpty()) {
            value(headers, "access-control-allow-origin", origin);
            value(headers, "access-control-allow-credentials", "true");
            value(headers, "vary", "Origin");
        }
        refusal.putObject("body").put("encoding", "text").put("data", says.substring(4) + "\n");
        return refusal;
    }

    private static void value(ObjectNode headers, String name, String value) {
        headers.putObject(name).put("value", value);
    }
}
