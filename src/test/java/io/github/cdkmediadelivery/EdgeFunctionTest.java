package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the edge function answers: the code that stands in the template, run on events as CloudFront makes them, in two
 * engines.
 *
 * <p>The table: configuration, request, headers (separated by {@code &}), answer. An answer is {@code passes} (the
 * request as it came), {@code = PATH} (with another path and nothing else changed), a status, or a status that an
 * allowed page is shown ({@code 401 CORS}).
 */
class EdgeFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TABLE =
            """
            # Browsers, by their origin
            BROWSERS | GET /a/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | GET /a/index.mpd | Origin: https://allowed.example.com | passes
            BROWSERS | GET /a/1.ts | Origin: https://allowed.example.com | passes
            BROWSERS | HEAD /a/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | GET /a/index.m3u8 | Origin: https://live.example.org | passes
            BROWSERS | GET /a/index.m3u8 | Origin: https://a.b.example.org | passes
            BROWSERS | GET /a/index.m3u8 | Origin: https://example.org | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://evilexample.org | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://.example.org | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://a..example.org | 401
            BROWSERS | GET /a/index.m3u8 | Origin: http://live.example.org | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://live.example.org.evil.net | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://live.example.orgevil.net | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://live.example.org:8443 | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://evil.net/.example.org | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://evil.net#a.example.org | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://evil.net:1@a.example.org | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://Live.example.org | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://evil.net | 401
            BROWSERS | GET /a/1.ts | Origin: https://evil.net | 401
            BROWSERS | GET / | Origin: https://evil.net | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://allowed.example.com.evil.net | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://evil.net/https://allowed.example.com | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://allowed.example.com@evil.net | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://allowedXexample.com | 401
            BROWSERS | GET /a/index.m3u8 | Origin: http://allowed.example.com | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://allowed.example.com:8443 | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://allowed.example.com/ | 401
            BROWSERS | GET /a/index.m3u8 | Origin: HTTPS://Allowed.Example.com | 401
            BROWSERS | GET /a/index.m3u8 | oRIGIN: https://allowed.example.com | passes
            BROWSERS | GET /a/index.m3u8 | Origin: null | 401
            BROWSERS | GET /a/index.m3u8 | Origin: | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://allowed.example.cöm | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://allowed.example.com & Origin: https://evil.net | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://evil.net & Origin: https://allowed.example.com | 401
            BROWSERS | GET /a/index.m3u8 | Origin: https://allowed.example.com & Origin: https://allowed.example.com | 401
            BROWSERS | GET /a/index.m3u8 | | 401
            BROWSERS | GET /a/index.m3u8 | none | 401
            BROWSERS | GET /a/index.m3u8 | Referer: https://allowed.example.com/page | 401
            BROWSERS | GET /a/index.m3u8 | Sec-Fetch-Site: same-origin | 401
            BROWSERS | GET /a/index.m3u8 | User-Agent: mediatailor.amazonaws.com | 401
            BROWSERS | GET /a/index.m3u8 | constructor: https://allowed.example.com | 401
            BROWSERS | GET /a/index.m3u8 | hasOwnProperty: x & toString: x & __proto__: x | 401
            BROWSERS | GET /a/index.m3u8?__proto__=x&constructor=y&hasOwnProperty=z | hasOwnProperty: x & Origin: https://allowed.example.com | passes
            BROWSERS | GET /mt/${token}/a/index.m3u8 | | 401
            BROWSERS | GET /a/%F0%9F%8E%AC/ü/index.m3u8?title=%E2%82%AC&a=1&a=2 | Origin: https://allowed.example.com & Cookie: a=b | passes
            BROWSERS | POST /a/index.m3u8 | Origin: https://evil.net | 401
            # Preflights: with an origin, a method to come, and a path that is no other
            BROWSERS | OPTIONS /a/index.m3u8 | Origin: https://evil.net & Access-Control-Request-Method: GET | passes
            BROWSERS | OPTIONS /a/index.m3u8 | none | 401
            BROWSERS | OPTIONS /a/index.m3u8 | Origin: https://evil.net | 401
            BROWSERS | OPTIONS /a/index.m3u8 | Access-Control-Request-Method: GET | 401
            BROWSERS | OPTIONS /a/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | OPTIONS /a/../b/index.m3u8 | Origin: https://evil.net & Access-Control-Request-Method: GET | 401
            BROWSERS | OPTIONS /a%2fb/index.m3u8 | Origin: https://evil.net & Access-Control-Request-Method: GET | 401
            BROWSERS | OPTIONS /a/index.m3u8 | Origin: https://a.net & Origin: https://b.net & Access-Control-Request-Method: GET | 401
            NATIVE | OPTIONS /a/index.m3u8 | | passes
            PATH_TOKEN | OPTIONS /mt/wrong/a/index.m3u8 | | 401
            PATH_TOKEN | OPTIONS /mt/wrong/a/index.m3u8 | Origin: https://evil.net & Access-Control-Request-Method: GET | 401
            PATH_TOKEN | OPTIONS /mt/${token}/a/index.m3u8 | Origin: https://evil.net & Access-Control-Request-Method: GET | = /a/index.m3u8
            # MediaTailor's paths are content where MediaTailor is not behind them
            BROWSERS | GET /segment/a/1 | | 401
            BROWSERS | GET /segment/film.mp4 | Origin: https://evil.net | 401
            BROWSERS | GET /tm/a/1.ts | | 401
            BROWSERS | GET /tm/a/1.ts | Origin: https://allowed.example.com | passes
            BROWSERS | GET /v1/tracking/a/b/c | | 401
            BROWSERS | POST /v1/tracking/a/b/c | | 401
            NATIVE | GET /segment/film.mp4 | Origin: https://evil.net | 401
            NATIVE | GET /v1/tracking/film.mp4 | Origin: https://evil.net | 401
            BROWSERS | GET /v1/master/a/b/index.m3u8 | | 401
            BROWSERS | GET /v1/master/a/b/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | POST /v1/session/a/b/index.m3u8 | Origin: https://evil.net | 401
            BROWSERS | GET /v1/trackings/a | | 401
            BROWSERS | GET /segment/index.m3u8 | | 401
            BROWSERS | GET /tm/index.mpd | | 401
            BROWSERS | GET /a/v1/tracking/x | | 401
            NOTHING_EXEMPT | GET /segment/a/1 | | 401
            NOTHING_EXEMPT | GET /v1/tracking/a | Origin: https://allowed.example.com | passes
            SEGMENTS_EXEMPT | GET /a/1.ts | Origin: https://evil.net | passes
            SEGMENTS_EXEMPT | GET /a/1.m4s | | passes
            SEGMENTS_EXEMPT | GET /a/1.VTT | | passes
            SEGMENTS_EXEMPT | GET /player.html | | passes
            SEGMENTS_EXEMPT | GET /a/index.m3u8 | | 401
            SEGMENTS_EXEMPT | GET /a/index.M3U8 | | 401
            SEGMENTS_EXEMPT | GET /a/index.m3u%38 | | 401
            SEGMENTS_EXEMPT | GET /a/index%2em3u8 | | 401
            SEGMENTS_EXEMPT | GET /tm/a/1 | | passes
            SEGMENTS_EXEMPT | GET /a/1.mp3 | | passes
            SEGMENTS_EXEMPT | GET /a/index.m3u8/ | | 401
            SEGMENTS_EXEMPT | GET /a/index.m3u8;x=1 | | 401
            SEGMENTS_EXEMPT | GET /a/index.m3u8;/1.ts | | 401
            SEGMENTS_EXEMPT | GET /a/index.m3u8/1.ts | | 401
            SEGMENTS_EXEMPT | GET /a/index.m3u8. | | 401
            SEGMENTS_EXEMPT | GET /a/index.m3u8%C2%A0 | | 401
            SEGMENTS_EXEMPT | GET /a/index.ism/Manifest | | 401
            SEGMENTS_EXEMPT | GET /a/index.isml/manifest(format=mpd-time-csf) | | 401
            SEGMENTS_EXEMPT | GET /a/index.m3u8_1.ts | | passes
            SEGMENTS_EXEMPT | GET /a/film.ism/film-video=1000-1.ts | | passes
            PERSONALIZED_EXEMPT | GET /v1/master/a/b/index.m3u8 | | 401
            PERSONALIZED_EXEMPT | GET /v1/../a/index.m3u8 | | 401
            PERSONALIZED_EXEMPT | GET /v1/tracking/a | | 401
            # Paths that CloudFront reads as others
            BROWSERS | GET /v1/tracking/../../a/index.m3u8 | | 401
            BROWSERS | GET /segment/../a/1.ts | | 401
            BROWSERS | GET /segment/%2e%2e/a/1.ts | | 401
            BROWSERS | GET /segment/.%2E/a/1.ts | | 401
            BROWSERS | GET /segment/..%2fa/1.ts | | 401
            BROWSERS | GET /segment/..%5ca/1.ts | | 401
            BROWSERS | GET /segment/..\\a\\1.ts | | 401
            BROWSERS | GET /segment//a/1.ts | | 401
            BROWSERS | GET /segment/%252e%252e/a/1.ts | | 401
            BROWSERS | GET /segment/a%00.ts | | 401
            BROWSERS | GET /tm/./a/1.ts | | 401
            BROWSERS | GET /tm/a/. | | 401
            BROWSERS | GET /x/../mt/a/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /%6dt/a/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a%20b/caf%C3%A9/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | GET /films/Wait...what/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | GET /films/Wait.../..what/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | GET /films/50%25%20off/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | GET /films/Rocky%20%28II%29%20%5B4K%5D%27s/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | GET /films/%D0%98%D0%B4%D0%B8/index.m3u8 | Origin: https://allowed.example.com | passes
            BROWSERS | GET /a/.. | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/index.m3u8;x | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/index.m3u8%3bx | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/index.m3u8%3Fx | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/index.m3u8%23x | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/index.m3u8%20 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a%20/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/index.m3u8%09 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/index.m3u8%0a | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/%0D%0Aindex.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/index.m3u8%7f | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a%2db/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a%5Fb/%7Ec/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a%252fb/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a%25252e%25252e/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/%c0%ae%c0%ae/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/%u002e%u002e/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            BROWSERS | GET /a/% | Origin: https://allowed.example.com | 401 CORS
            # MediaTailor by its secret path
            PATH_TOKEN | GET /mt/${token}/a/index.m3u8 | | = /a/index.m3u8
            PATH_TOKEN | GET /mt/${token}/a/index.m3u8 | none | = /a/index.m3u8
            PATH_TOKEN | GET /mt/${token}/a/1.ts | | = /a/1.ts
            PATH_TOKEN | GET /mt/${token}/ | | 401
            PATH_TOKEN | HEAD /mt/${token}/a/index.m3u8 | Origin: https://evil.net | = /a/index.m3u8
            PATH_TOKEN | GET /mt/${token}/a/index.m3u8?a=1&a=2&aws.manifestfilter=x%3A1 | User-Agent: x & X-A: 1 & X-A: 2 & Cookie: c=d | = /a/index.m3u8
            PATH_TOKEN | GET /mt/${previous}/a/index.m3u8 | | = /a/index.m3u8
            PATH_TOKEN | GET /mt/${token}/a/ | | = /a/
            PATH_TOKEN | GET /mt/${token}/b%20c/index.m3u8 | | = /b%20c/index.m3u8
            PATH_TOKEN | GET /mt/${token}/a | | 401
            PATH_TOKEN | GET /mt/${token}/aa/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/A/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/c/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/c/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/a/..%2fc/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/a;/../c/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/v1/master/index.m3u8 | | 401
            PATH_TOKEN_UNTOLD | GET /mt/${token}/a/index.m3u8 | | 401
            PATH_TOKEN_UNTOLD | GET /mt/${token}/ | | 401
            PATH_TOKEN | GET /mt/${token} | | 401
            PATH_TOKEN | GET /mt/ | | 401
            PATH_TOKEN | GET /mt | | 401
            PATH_TOKEN | GET /mt/a/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            PATH_TOKEN | GET /mt/${wrong}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${wrong}/a/index.m3u8 | Origin: https://allowed.example.com | 401 CORS
            PATH_TOKEN | GET /mt/${truncated}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${upper}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${digest}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}x/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}${token}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/mt/${token}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/mt/ | | 401
            PATH_TOKEN | GET /mt/${token}//a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt//${token}/a/index.m3u8 | | 401
            PATH_TOKEN | GET //mt/${token}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/../a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/x/../${token}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/%2e%2e/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}%2fa/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/a%2Findex.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}\\a\\index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/a%5cindex.m3u8 | | 401
            PATH_TOKEN | GET /mt/%35${tail}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /MT/${token}/a/index.m3u8 | | 401
            PATH_TOKEN | GET /a/mt/${token}/index.m3u8 | | 401
            PATH_TOKEN | GET /a/index.m3u8?token=${token} | | 401
            PATH_TOKEN | GET /a/index.m3u8 | X-Token: ${token} & User-Agent: mediatailor.amazonaws.com | 401
            PATH_TOKEN | GET /mt/__proto__/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/hasOwnPropertyhasOwnProperty/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/ünïcödeünïcödeünïcöde/a/index.m3u8 | | 401
            PATH_TOKEN | GET /mt/${token}/a/${long}/index.m3u8 | | = /a/${long}/index.m3u8
            PATH_TOKEN | GET /mt/${long}/index.m3u8 | | 401
            PATH_TOKEN | GET /${long}/index.m3u8 | Origin: https://allowed.example.com | passes
            PATH_TOKEN | GET /a/index.m3u8 | Origin: https://allowed.example.com | passes
            PATH_TOKEN | GET /a/index.m3u8 | | 401
            PATH_TOKEN_AND_NATIVE | GET /a/index.m3u8 | | passes
            PATH_TOKEN_AND_NATIVE | GET /mt/${wrong}/a/index.m3u8 | | 401
            PATH_TOKEN_AND_NATIVE | GET /x/../mt/${wrong}/a/index.m3u8 | | 401
            # Requests that name no origin
            NATIVE | GET /a/index.m3u8 | | passes
            NATIVE | GET /a/index.m3u8 | none | passes
            NATIVE | GET /a/index.m3u8 | Origin: https://evil.net | 401
            NATIVE | GET /a/index.m3u8 | Origin: null | 401
            NATIVE | GET /a/index.m3u8 | Origin: | 401
            NATIVE | GET /a/index.m3u8 | Origin: https://allowed.example.com & Origin: https://allowed.example.com | 401
            REFERER | GET /a/index.m3u8 | Referer: https://allowed.example.com/page?x=1#y | passes
            REFERER | GET /a/index.m3u8 | Referer: https://allowed.example.com | passes
            REFERER | GET /a/index.m3u8 | Referer: https://live.example.org/ | passes
            REFERER | GET /a/index.m3u8 | Referer: https://evil.net/https://allowed.example.com/ | 401
            REFERER | GET /a/index.m3u8 | Referer: https://allowed.example.com.evil.net/ | 401
            REFERER | GET /a/index.m3u8 | Referer: https://allowed.example.com@evil.net/ | 401
            REFERER | GET /a/index.m3u8 | Referer: https://allowed.example.com\\@evil.net/ | 401
            REFERER | GET /a/index.m3u8 | Referer: https://evil.net?https://allowed.example.com/ | 401
            REFERER | GET /a/index.m3u8 | Referer: https://allowed.example.com/ & Referer: https://evil.net/ | 401
            REFERER | GET /a/index.m3u8 | Referer: about:client | 401
            REFERER | GET /a/index.m3u8 | | 401
            REFERER | GET /a/index.m3u8 | Origin: https://evil.net & Referer: https://allowed.example.com/ | 401
            FETCH_SITE | GET /a/index.m3u8 | Sec-Fetch-Site: same-origin | passes
            FETCH_SITE | GET /a/index.m3u8 | Sec-Fetch-Site: same-site | 401
            FETCH_SITE | GET /a/index.m3u8 | Sec-Fetch-Site: cross-site | 401
            FETCH_SITE | GET /a/index.m3u8 | Sec-Fetch-Site: none | 401
            FETCH_SITE | GET /a/index.m3u8 | Sec-Fetch-Site: Same-Origin | 401
            FETCH_SITE | GET /a/index.m3u8 | Sec-Fetch-Site: same-origin & Sec-Fetch-Site: cross-site | 401
            FETCH_SITE | GET /a/index.m3u8 | | 401
            FETCH_SITE | GET /a/index.m3u8 | Origin: https://evil.net & Sec-Fetch-Site: same-origin | 401
            # MediaTailor by a User-Agent that anyone can send
            USER_AGENT | GET /a/index.m3u8 | User-Agent: Agent/1.0 (mediatailor.amazonaws.com) | passes
            USER_AGENT | GET /a/index.m3u8 | User-Agent: Mediatailor.Amazonaws.com | 401
            USER_AGENT | GET /a/index.m3u8 | User-Agent: mediatailorXamazonaws.com | 401
            USER_AGENT | GET /a/index.m3u8 | User-Agent: x & User-Agent: mediatailor.amazonaws.com | 401
            USER_AGENT | GET /a/index.m3u8 | | 401
            # Players by their User-Agent
            AGENTS | GET /a/index.m3u8 | User-Agent: Mozilla/5.0 | passes
            AGENTS | GET /a/index.m3u8 | User-Agent: Apple TV AppleCoreMedia/1.0 | passes
            AGENTS | GET /a/index.m3u8 | User-Agent: Mozilla/5.0 curl/8 | 401
            AGENTS | GET /a/index.m3u8 | User-Agent: Mozilla/5.0 curl/8 & Origin: https://allowed.example.com | 401 CORS
            AGENTS | GET /a/index.m3u8 | User-Agent: VLC | 401
            AGENTS | GET /a/index.m3u8 | User-Agent: Mozilla/5.0 & User-Agent: Mozilla/5.0 | 401
            DENIED_AGENTS | GET /a/index.m3u8 | User-Agent: curl/8 | 401
            DENIED_AGENTS | GET /a/index.m3u8 | User-Agent: curl/8 & User-Agent: Mozilla/5.0 | 401
            DENIED_AGENTS | GET /a/index.m3u8 | User-Agent: Mozilla/5.0 & User-Agent: curl/8 | 401
            DENIED_AGENTS | GET /a/index.m3u8 | User-Agent: Mozilla/5.0 & User-Agent: VLC | passes
            DENIED_AGENTS | GET /a/index.m3u8 | User-Agent: | 401
            DENIED_AGENTS | GET /a/index.m3u8 | | 401
            DENIED_AGENTS | GET /a/index.m3u8 | User-Agent: Bot | 401
            DENIED_AGENTS | GET /a/index.m3u8 | User-Agent: Bot$5 | passes
            AGENTS | GET /a/index.m3u8 | User-Agent: VLC & Origin: https://allowed.example.com | 401 CORS
            AGENTS | GET /a/index.m3u8 | User-Agent: Mozilla/5.0 & Origin: https://evil.net | 401
            AGENTS | GET /a/index.m3u8 | User-Agent: | 401
            AGENTS | GET /a/index.m3u8 | | 401
            # Another status
            FORBIDDEN | GET /a/index.m3u8 | Origin: https://evil.net | 403
            FORBIDDEN | GET /mt/${wrong}/a/index.m3u8 | Origin: https://allowed.example.com | 403 CORS
            """;

    private static final Map<String, String> VALUES = values();

    record Row(EdgeConfiguration configuration, EdgeRequest request, String answer, String text) {

        static Row of(String line) {
            var cells = line.split("\\s*\\|\\s*", -1);
            var words = fill(cells[1]).split(" ", 2);
            var request = EdgeRequest.of(words[0], words[1]);
            for (var header : fill(cells[2]).split(" & ", -1)) {
                var colon = header.indexOf(':');
                if (header.strip().equals("none")) {
                    request.withoutHeaders();
                } else if (colon > 0) {
                    request.header(
                            header.substring(0, colon).strip(),
                            header.substring(colon + 1).strip());
                }
            }
            return new Row(EdgeConfiguration.valueOf(cells[0]), request, fill(cells[3]), line);
        }

        JsonNode result() {
            if (answer.equals("passes")) {
                return request.json();
            }
            if (answer.startsWith("= ")) {
                return request.jsonWithUri(answer.substring(2));
            }
            var status = Integer.parseInt(answer.substring(0, 3));
            return refusal(status, answer.endsWith("CORS") ? "https://allowed.example.com" : "");
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Stream<Row> rows() {
        return TABLE.lines().filter(line -> !line.startsWith("#")).map(Row::of);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRequestIsAnsweredInNode(Row row) {
        assertThat(EdgeRuntime.NODE.answer(
                        row.configuration().code(), row.request().question()))
                .isEqualTo(answer(row.result()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRequestIsAnsweredInNjs(Row row) {
        assumeThat(EdgeRuntime.NJS.isInstalled()).as("njs is installed").isTrue();

        assertThat(EdgeRuntime.NJS.answer(
                        row.configuration().code(), row.request().question()))
                .isEqualTo(answer(row.result()));
    }

    /** No header has one on its way; the rule is the same in both engines all the same. */
    @ParameterizedTest
    @EnumSource(EdgeRuntime.class)
    void anEndIsNotBeforeALineFeed(EdgeRuntime engine) {
        assumeThat(engine.isInstalled()).as("%s is installed", engine).isTrue();
        var agent = EdgeRequest.get("/a/index.m3u8").header("User-Agent", "Bot\n");
        var origin = EdgeRequest.get("/a/index.m3u8").header("Origin", "https://live.example.org\n");
        var referer = EdgeRequest.get("/a/index.m3u8").header("Referer", "https://allowed.example.com\n");

        assertThat(engine.answer(EdgeConfiguration.DENIED_AGENTS.code(), agent.question()))
                .isEqualTo(answer(agent.json()));
        assertThat(engine.answer(EdgeConfiguration.BROWSERS.code(), origin.question()))
                .isEqualTo(answer(refusal(401, "")));
        assertThat(engine.answer(EdgeConfiguration.REFERER.code(), referer.question()))
                .isEqualTo(answer(refusal(401, "")));
    }

    private static JsonNode answer(JsonNode result) {
        return JSON.createObjectNode().set("result", result);
    }

    /** Never kept, in words, and shown to a page that may know. */
    private static JsonNode refusal(int status, String allowedOrigin) {
        try {
            var refusal = (ObjectNode) JSON.readTree(
                    """
                    {
                        "statusCode": %d,
                        "statusDescription": "%s",
                        "headers": {
                            "cache-control": {"value": "no-store"},
                            "content-type": {"value": "text/plain; charset=utf-8"}
                        },
                        "body": {"encoding": "text", "data": "This stream is not for this player or page.\\n"}
                    }
                    """
                            .formatted(status, status == 401 ? "Unauthorized" : "Forbidden"));
            if (!allowedOrigin.isEmpty()) {
                var headers = refusal.withObjectProperty("headers");
                headers.putObject("access-control-allow-origin").put("value", allowedOrigin);
                headers.putObject("vary").put("value", "Origin");
            }
            return refusal;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fill(String text) {
        var filled = text;
        for (var value : VALUES.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        assertThat(filled).doesNotContain("${");
        return filled;
    }

    private static Map<String, String> values() {
        var token = EdgeConfiguration.TOKEN;
        return Map.ofEntries(
                Map.entry("token", token),
                Map.entry("previous", EdgeConfiguration.PREVIOUS_TOKEN),
                Map.entry("wrong", token.replace('5', '6')),
                Map.entry("truncated", token.substring(0, 32)),
                Map.entry("upper", token.toUpperCase(java.util.Locale.ROOT)),
                Map.entry("digest", PathToken.digest(token)),
                Map.entry("tail", token.substring(1)),
                Map.entry("long", "abcdefgh".repeat(1000)));
    }
}
