package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Cbor;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Text;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link AccessTokenSigner} signs: who may watch what, from when until when. The options have the names of the
 * AWS SDK's {@code CustomSignerRequest}.
 *
 * <pre>{@code
 * AccessTokenRequest.builder()
 *         .resourceUrl("https://d111111abcdef8.cloudfront.net/out/v1/news/one/hls/index.m3u8")
 *         .keyId("2026-11")
 *         .key(secret)
 *         .expirationDate(Instant.now().plus(Duration.ofHours(4)))
 *         .build()
 * }</pre>
 */
public final class AccessTokenRequest {

    private static final int SUB = 2;
    private static final int EXP = 4;
    private static final int NBF = 5;
    private static final int CTI = 7;
    private static final int CATV = 310;
    private static final int CATNIP = 311;
    private static final int CATU = 312;
    private static final int CATM = 313;
    private static final int HOST = 1;
    private static final int PATH = 3;
    private static final int EXACT = 0;
    private static final int PREFIX = 1;
    private static final int IPV4 = 52;
    private static final int IPV6 = 54;

    private final URI resource;
    private final String keyId;
    private final String key;
    private final Map<Integer, Object> claims = new TreeMap<>();

    private AccessTokenRequest(Builder options) {
        resource = Check.given("resourceUrl", options.resource, "it is the URL of the manifest");
        keyId = Check.given("keyId", options.keyId, "it is what the store has behind 'key:'");
        key = Check.given("key", options.key, "it is what the store has under the key's id");
        claims.put(
                EXP,
                Check.given("expirationDate", options.expirationDate, "a token that never expires is refused")
                        .getEpochSecond());
        if (options.activeDate != null) {
            claims.put(NBF, options.activeDate.getEpochSecond());
        }
        if (options.userId != null) {
            claims.put(SUB, options.userId);
        }
        if (options.sessionId != null) {
            claims.put(CTI, options.sessionId.getBytes(StandardCharsets.UTF_8));
        }
        claims.put(CATV, 1);
        if (!options.networks.isEmpty()) {
            claims.put(CATNIP, options.networks);
        }
        String folder = options.folder != null
                ? options.folder
                : resource.getRawPath().substring(0, resource.getRawPath().lastIndexOf('/') + 1);
        claims.put(CATU, new TreeMap<>(Map.of(HOST, Map.of(EXACT, resource.getHost()), PATH, Map.of(PREFIX, folder))));
        if (!options.methods.isEmpty()) {
            claims.put(CATM, options.methods);
        }
    }

    /** {@return the options of a new request} */
    public static Builder builder() {
        return new Builder();
    }

    URI resource() {
        return resource;
    }

    String keyId() {
        return keyId;
    }

    String key() {
        return key;
    }

    Map<Integer, Object> claims() {
        return claims;
    }

    /** The URL and the key's id; never the key. */
    @Override
    public String toString() {
        return resource + " by key " + keyId;
    }

    /** Options of {@link AccessTokenRequest}. */
    public static final class Builder {

        private static final Text KEY_ID = Text.of(
                "[A-Za-z0-9._-]{1,64}", "keyId: must be letters, digits and ._- only", "use for example '2026-11'");
        private static final Text FOLDER = Text.of(
                "/([^\\s?#\\\\]*/)?",
                "folder: must begin and end with '/', written as in the URL",
                "use for example '/out/v1/news/'");
        private static final Text ID =
                Text.of("[\\x21-\\x7e]{1,128}", "must be printable ASCII, at most 128 characters", "use its digest");
        private static final Text METHOD = Text.of(
                "GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE", "methods: must be those of HTTP", "use for example 'GET'");
        private static final String RANGE = "use for example '203.0.113.0/24'";

        private final List<Object> networks = new ArrayList<>();
        private @Nullable URI resource;
        private @Nullable String keyId;
        private @Nullable String key;
        private @Nullable Instant expirationDate;
        private @Nullable Instant activeDate;
        private @Nullable String folder;
        private @Nullable String sessionId;
        private @Nullable String userId;
        private List<String> methods = List.of();

        private Builder() {}

        /**
         * What the player opens.
         *
         * @param url of a manifest; the token is valid on its host alone
         * @return this
         * @throws IllegalArgumentException {@code resourceUrl: must be a URL with host and path …}
         */
        public Builder resourceUrl(String url) {
            URI parsed = parse(url);
            Check.that(
                    parsed.getHost() != null
                            && parsed.getRawPath() != null
                            && parsed.getRawPath().startsWith("/")
                            && !parsed.getRawPath().contains(AccessTokenSigner.END),
                    "resourceUrl: must be a URL with host and path, none of its folders ending in '.cat'",
                    url,
                    "use for example 'https://d111111abcdef8.cloudfront.net/out/v1/news/one/hls/index.m3u8'");
            resource = parsed;
            return this;
        }

        /**
         * Which key it is.
         *
         * @param keyId what the store has behind {@code key:}
         * @return this
         * @throws IllegalArgumentException {@code keyId: must be letters, digits and ._- only …}
         */
        public Builder keyId(String keyId) {
            this.keyId = KEY_ID.literal(keyId);
            return this;
        }

        /**
         * The key that signs. It belongs into Secrets Manager.
         *
         * @param hexadecimal the same text as in the store
         * @return this
         * @throws IllegalArgumentException {@code key: must be at least 32 bytes …}, without the key
         */
        public Builder key(String hexadecimal) {
            Check.that(
                    hexadecimal.matches("([0-9a-f]{2}){32,128}"),
                    "key: must be at least 32 bytes as lower-case hexadecimal text",
                    hexadecimal.length() + " characters",
                    "make one with 'openssl rand -hex 32'");
            this.key = hexadecimal;
            return this;
        }

        /**
         * When the token stops to work.
         *
         * @param until in whole seconds
         * @return this
         */
        public Builder expirationDate(Instant until) {
            this.expirationDate = until;
            return this;
        }

        /**
         * When it begins to work; by default at once.
         *
         * @param from in whole seconds
         * @return this
         */
        public Builder activeDate(Instant from) {
            this.activeDate = from;
            return this;
        }

        /**
         * The folder that it opens, with all that is below; by default that of the manifest. MediaTailor's sessions
         * live in {@code /v1/}.
         *
         * @param path begins and ends with a slash, written as in the URL
         * @return this
         * @throws IllegalArgumentException {@code folder: must begin and end with '/' …}
         */
        public Builder folder(String path) {
            this.folder = FOLDER.literal(path);
            return this;
        }

        /**
         * Viewers with this address, or in this network, may use it; by default all. May be called more than once.
         *
         * <p>A viewer may come by IPv4 first and by IPv6 then: name both, or turn {@link DeliveryBuilder#enableIpv6}
         * off.
         *
         * @param range an address or a network, for example {@code 203.0.113.0/24} or {@code 2001:db8::/32}
         * @return this
         * @throws IllegalArgumentException {@code ipRange: must be …}
         */
        public Builder ipRange(String range) {
            String[] parts = range.split("/", 2);
            byte[] address = address(parts[0], range);
            int bits = address.length * 8;
            Check.that(
                    parts.length == 1 || (parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= bits),
                    "ipRange: must be an address, or a network with as many bits as it has",
                    range,
                    RANGE);
            int tag = bits == 32 ? IPV4 : IPV6;
            networks.add(new Cbor.Tag(tag, parts.length == 1 ? address : List.of(Integer.parseInt(parts[1]), address)));
            return this;
        }

        /**
         * What may be done; by default all that the distribution allows.
         *
         * @param methods for example {@code GET} and {@code HEAD}
         * @return this
         * @throws IllegalArgumentException {@code methods: must be those of HTTP …}
         */
        public Builder methods(String... methods) {
            List.of(methods).forEach(METHOD::literal);
            this.methods = List.of(methods);
            return this;
        }

        /**
         * Which session it is of, so that it can be revoked.
         *
         * @param id printable ASCII
         * @return this
         * @throws IllegalArgumentException {@code sessionId: must be printable ASCII …}
         */
        public Builder sessionId(String id) {
            this.sessionId = id("sessionId", id);
            return this;
        }

        /**
         * Whose it is, so that all tokens of a user can be revoked. Who has the token can read it, and so can who reads
         * the access logs: no name or address of a person.
         *
         * @param id printable ASCII
         * @return this
         * @throws IllegalArgumentException {@code userId: must be printable ASCII …}
         */
        public Builder userId(String id) {
            this.userId = id("userId", id);
            return this;
        }

        /**
         * {@return the request}
         *
         * @throws IllegalArgumentException {@code resourceUrl: must be given …}, and so on for {@code keyId},
         *     {@code key} and {@code expirationDate}; {@code expirationDate: must be later than activeDate …}
         */
        public AccessTokenRequest build() {
            Check.that(
                    expirationDate == null || activeDate == null || activeDate.isBefore(expirationDate),
                    "expirationDate: must be later than activeDate",
                    String.valueOf(expirationDate),
                    "a token that is never valid opens nothing");
            return new AccessTokenRequest(this);
        }

        private static String id(String option, String id) {
            return new Text(ID.pattern(), option + ": " + ID.rule(), ID.fix()).literal(id);
        }

        private static URI parse(String url) {
            try {
                return URI.create(url);
            } catch (IllegalArgumentException malformed) {
                return URI.create("");
            }
        }

        /** Text that is no address would be asked of the name service. */
        private static byte[] address(String text, String range) {
            try {
                if (text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
                    return InetAddress.getByName(text).getAddress();
                }
            } catch (UnknownHostException malformed) {
                // As what has not even the form.
            }
            throw Check.refusal("ipRange: must be an address or a network", range, RANGE);
        }
    }
}
