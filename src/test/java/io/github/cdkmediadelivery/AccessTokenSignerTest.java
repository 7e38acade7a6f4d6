package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.EdgeRequest.NOW;
import static io.github.cdkmediadelivery.Tokens.KEY;
import static io.github.cdkmediadelivery.Tokens.KEY_ID;
import static io.github.cdkmediadelivery.Tokens.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.cdkmediadelivery.examples.SignTokens;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTokenSignerTest {

    private static final String HOST = "https://d111111abcdef8.cloudfront.net";
    private static final String HLS = HOST + "/out/v1/news/one/hls/index.m3u8";
    private static final Instant SOON = Instant.ofEpochMilli(NOW).plusSeconds(60);

    private static final String CODE = Tokens.code(UnaryOperator.identity());

    private static AccessTokenRequest.Builder request() {
        return until(SOON);
    }

    private static AccessTokenRequest.Builder until(Instant expirationDate) {
        return of(HLS).expirationDate(expirationDate);
    }

    private static AccessTokenRequest.Builder of(String url) {
        return AccessTokenRequest.builder().resourceUrl(url).keyId(KEY_ID).key(KEY);
    }

    private static String signed(AccessTokenRequest.Builder request) {
        return AccessTokenSigner.create().getSignedUrl(request.build());
    }

    /** What the edge makes of a URL that a player asks for. */
    private static String asked(String url) {
        return asked(url, STORE);
    }

    private static String asked(String url, Map<String, String> store) {
        assertThat(url).startsWith(HOST + "/");
        var result = EdgeRuntime.NODE
                .answer(CODE, EdgeRequest.get(url.substring(HOST.length())).question(store))
                .path("result");
        return result.has("uri")
                ? result.path("uri").asText()
                : result.path("body").path("data").asText().strip();
    }

    @Nested
    class AUrl {

        @Test
        void hasTheTokenAsItsFirstFolder() {
            assertThat(signed(of(HLS + "?start=1&end=2").expirationDate(SOON)))
                    .matches(HOST + "/2D3[A-Za-z0-9_-]+\\.cat/out/v1/news/one/hls/index\\.m3u8\\?start=1&end=2");
        }

        /** A player that keeps neither cookies nor headers resolves what the manifest names. */
        @ParameterizedTest
        @CsvSource({
            "segment_1.m4s, /out/v1/news/one/hls/segment_1.m4s",
            "video/1080p.m3u8, /out/v1/news/one/hls/video/1080p.m3u8",
            "./audio/../init.mp4, /out/v1/news/one/hls/init.mp4",
            "../dash/index.mpd, This token does not open this.",
            "/out/v1/news/one/hls/segment_1.m4s, A token is missing.",
            "https://d111111abcdef8.cloudfront.net/out/v1/news/one/hls/segment_1.m4s, A token is missing."
        })
        void opensWhatAManifestNamesRelatively(String named, String answer) {
            assertThat(asked(URI.create(signed(request())).resolve(named).toString()))
                    .isEqualTo(answer);
        }

        @Test
        void opensTheManifestUntilItExpires() {
            assertThat(asked(signed(request()))).isEqualTo("/out/v1/news/one/hls/index.m3u8");
            assertThat(asked(signed(until(Instant.ofEpochMilli(NOW))))).isEqualTo("This token has expired.");
            assertThat(asked(signed(request().activeDate(SOON.minusSeconds(1)))))
                    .isEqualTo("This token is not valid yet.");
        }

        @Test
        void isForOneHost() {
            assertThat(asked(signed(request())
                            .replace("d111111abcdef8", "d222222abcdef8")
                            .replace("d222222", "d111111")))
                    .startsWith("/out/");
            var elsewhere = signed(of(HLS.replace("d111111", "d222222")).expirationDate(SOON));
            assertThat(asked(elsewhere.replace("d222222", "d111111"))).isEqualTo("This token does not open this.");
        }

        @Test
        void isForTheFolderThatWasNamed() {
            var url = signed(request().folder("/out/v1/news/"));

            assertThat(asked(url.replace("/one/hls/index.m3u8", "/two/dash/index.mpd")))
                    .isEqualTo("/out/v1/news/two/dash/index.mpd");
            assertThat(asked(url.replace("/news/", "/newsroom/"))).isEqualTo("This token does not open this.");
        }

        @Test
        void isForWhoeverIsInTheNetwork() {
            assertThat(asked(signed(request().ipRange("198.51.100.0/24")))).startsWith("/out/");
            assertThat(asked(signed(request().ipRange("2001:db8::/32").ipRange("198.51.100.11"))))
                    .startsWith("/out/");
            assertThat(asked(signed(request().ipRange("198.51.101.0/24")))).isEqualTo("This token does not open this.");
        }

        @Test
        void isForTheMethodsThatWereNamed() {
            assertThat(asked(signed(request().methods("GET", "HEAD")))).startsWith("/out/");
            assertThat(asked(signed(request().methods("HEAD")))).isEqualTo("This token does not open this.");
        }

        @Test
        void ofARevokedSessionOrUserOpensNothing() {
            var url = new SignTokens(KEY_ID, KEY).url(HLS, "jane", "4f1c", SOON);

            assertThat(asked(url)).startsWith("/out/");
            for (var revoked : List.of("session:4f1c", "user:jane")) {
                assertThat(asked(url, Map.of("key:" + KEY_ID, KEY, revoked, "revoked")))
                        .isEqualTo("This token has been revoked.");
            }
            assertThat(asked(url, Map.of("key:" + KEY_ID, KEY, "session:jane", "", "user:4f1c", "")))
                    .startsWith("/out/");
        }

        /** MediaTailor's playlists name each other relatively. */
        @Test
        void beginsASessionWithAds() {
            var url = new SignTokens(KEY_ID, KEY)
                    .urlWithAds(HOST + "/v1/master/111122223333/news/index.m3u8?ads.age=7", SOON);
            var playlist = URI.create(url).resolve("../../../manifest/111122223333/news/session/0.m3u8");
            var ad = playlist.resolve("../../../../segment/111122223333/news/session/0/2");

            assertThat(asked(url)).isEqualTo("/v1/master/111122223333/news/index.m3u8");
            assertThat(asked(playlist.toString())).isEqualTo("/v1/manifest/111122223333/news/session/0.m3u8");
            assertThat(asked(ad.toString())).isEqualTo("/v1/segment/111122223333/news/session/0/2");
        }
    }

    @Nested
    class ARequest {

        @Test
        void neverShowsItsKey() {
            assertThat(request().build()).hasToString(HLS + " by key " + KEY_ID);
        }

        @Test
        void isTheSameWhereAllThatIsAskedForIs() {
            assertThat(request().sessionId("a").ipRange("::1").build())
                    .isEqualTo(request().sessionId("a").ipRange("::1").build())
                    .isNotEqualTo(request().sessionId("a").ipRange("::2").build());
        }
    }

    /** A server that signs has no CDK. */
    @Test
    void needsNothingButJava() throws Exception {
        try (var alone = new URLClassLoader(new URL[] {url("target/classes")}, ClassLoader.getPlatformClassLoader())) {
            var signer = alone.loadClass(AccessTokenSigner.class.getName());
            var type = alone.loadClass(AccessTokenRequest.class.getName());
            var builder = type.getMethod("builder").invoke(null);
            for (var option : Map.of("resourceUrl", HLS, "keyId", KEY_ID, "key", KEY, "ipRange", "::1")
                    .entrySet()) {
                builder.getClass().getMethod(option.getKey(), String.class).invoke(builder, option.getValue());
            }
            builder.getClass().getMethod("expirationDate", Instant.class).invoke(builder, SOON);
            var request = builder.getClass().getMethod("build").invoke(builder);
            var created = signer.getMethod("create").invoke(null);

            assertThat(signer.getMethod("getSignedUrl", type).invoke(created, request))
                    .isEqualTo(signed(request().ipRange("::1")));
        }
    }

    private static URL url(String folder) throws MalformedURLException {
        return Path.of(folder).toUri().toURL();
    }

    @Nested
    class IsRefused extends Refusals {

        @Override
        void rows() {
            says("resourceUrl: must be a URL with host and path, none of its folders ending in '.cat', got '%s'; use for"
                            + " example 'https://d111111abcdef8.cloudfront.net/out/v1/news/one/hls/index.m3u8'")
                    .of(
                            "",
                            "/index.m3u8",
                            "https://d1.cloudfront.net",
                            "https:///index.m3u8",
                            "index.m3u8",
                            "https://a b/",
                            HOST + "/x.cat/index.m3u8")
                    .when(url -> of(url));
            says("keyId: must be letters, digits and ._- only, got '%s'; use for example '2026-11'")
                    .of("", "a/b", "a b", "a:b", "x".repeat(65))
                    .when(id -> AccessTokenRequest.builder().keyId(id));
            for (var key : List.of(
                    "",
                    "00",
                    KEY.toUpperCase(java.util.Locale.ROOT),
                    KEY + "0",
                    KEY.replace('4', 'g'),
                    KEY.repeat(5))) {
                says("key: must be at least 32 bytes as lower-case hexadecimal text, got '" + key.length()
                                + " characters'; make one with 'openssl rand -hex 32'")
                        .when(stack -> request().key(key));
            }
            says("folder: must begin and end with '/', written as in the URL, got '%s'; use for example '/out/v1/news/'")
                    .of("", "out/", "/out", "/a b/", "/a?b/")
                    .when(folder -> request().folder(folder));
            says("ipRange: must be an address, or a network with as many bits as it has, got '%s'; use for example"
                            + " '203.0.113.0/24'")
                    .of(
                            "",
                            "example.com",
                            "1.2.3",
                            "1.2.3.4/33",
                            "1.2.3.4/",
                            "::1/129",
                            "1.2.3.4/8/8",
                            "256.1.1.1",
                            "::g",
                            "1.2.3.4/-1",
                            "/8")
                    .when(range -> request().ipRange(range));
            says("methods: must be those of HTTP, got '%s'; use for example 'GET'")
                    .of("", "get", "GET,HEAD", "*")
                    .when(method -> request().methods("GET", method));
            for (var id : List.of("", "a b", "é", "x".repeat(129))) {
                says("sessionId: must be printable ASCII, at most 128 characters, got '" + id + "'; use its digest")
                        .when(stack -> request().sessionId(id));
                says("userId: must be printable ASCII, at most 128 characters, got '" + id + "'; use its digest")
                        .when(stack -> request().userId(id));
            }
            says("expirationDate: must be later than activeDate, got '" + SOON + "'; a token that is never valid opens"
                            + " nothing")
                    .when(stack -> request().activeDate(SOON).build());
            says("resourceUrl: must be given; it is the URL of the manifest").when(stack -> AccessTokenRequest.builder()
                    .keyId(KEY_ID)
                    .key(KEY)
                    .expirationDate(SOON)
                    .build());
            says("keyId: must be given; it is what the store has behind 'key:'")
                    .when(stack -> AccessTokenRequest.builder()
                            .resourceUrl(HLS)
                            .key(KEY)
                            .expirationDate(SOON)
                            .build());
            says("key: must be given; it is what the store has under the key's id")
                    .when(stack -> AccessTokenRequest.builder()
                            .resourceUrl(HLS)
                            .keyId(KEY_ID)
                            .expirationDate(SOON)
                            .build());
            says("expirationDate: must be given; a token that never expires is refused")
                    .when(stack -> AccessTokenRequest.builder()
                            .resourceUrl(HLS)
                            .keyId(KEY_ID)
                            .key(KEY)
                            .build());
            says("token: must have at most 1024 bytes, got '1027'; name fewer networks, or a shorter folder")
                    .when(stack -> signed(manyNetworks(47)));
        }

        private static AccessTokenRequest.Builder manyNetworks(int count) {
            var request = request();
            Stream.iterate(0, i -> i + 1).limit(count).forEach(i -> request.ipRange("2001:db8::" + i));
            return request;
        }

        @Test
        void butAsManyNetworksAsATokenHasRoomFor() {
            assertThatNoException().isThrownBy(() -> signed(manyNetworks(46)));
            assertThatNoException().isThrownBy(() -> request().key("0".repeat(256)));
        }
    }
}
