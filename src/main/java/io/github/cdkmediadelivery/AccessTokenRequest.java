package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Cbor;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Said;
import io.github.cdkmediadelivery.internal.Text;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
public final class AccessTokenRequest extends Value<AccessTokenRequest.Asked> {

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

    /** What was asked for. */
    record Asked(
            URI resource,
            String keyId,
            String key,
            Instant expirationDate,
            @Nullable Instant activeDate,
            String folder,
            List<Network> networks,
            List<String> methods,
            @Nullable String sessionId,
            @Nullable String userId) {}

    /**
     * An address of RFC 9164, or a network.
     *
     * @param bits of a network, or null
     */
    record Network(String address, @Nullable Integer bits) {

        private static final int IPV4 = 52;
        private static final int IPV6 = 54;
        private static final Pattern LITERAL =
                Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        private static final Pattern RANGE = Pattern.compile("([^/]*)(?:/([0-9]{1,3}))?");

        static Network of(String range) {
            Matcher parts = RANGE.matcher(range);
            Network network = parts.matches()
                    ? new Network(parts.group(1), parts.group(2) == null ? null : Integer.valueOf(parts.group(2)))
                    : new Network("", null);
            byte[] address = network.bytes();
            Check.that(
                    address.length > 0 && (network.bits == null || network.bits <= address.length * 8),
                    "ipRange: must be an address, or a network with as many bits as it has",
                    range,
                    "use for example '203.0.113.0/24'");
            return network;
        }

        /** None where it is no address: such a text would be asked of the name service. */
        private byte[] bytes() {
            try {
                return LITERAL.matcher(address).matches()
                        ? InetAddress.getByName(address).getAddress()
                        : new byte[0];
            } catch (UnknownHostException malformed) {
                return new byte[0];
            }
        }

        Cbor.Tag claim() {
            byte[] bytes = bytes();
            return new Cbor.Tag(bytes.length == 4 ? IPV4 : IPV6, bits == null ? bytes : List.of(bits, bytes));
        }
    }

    private AccessTokenRequest(Asked asked) {
        super(asked);
    }

    /** {@return the options of a new request} */
    public static Builder builder() {
        return new Builder();
    }

    /** By their numbers in IANA's registry, in ascending order. */
    Map<Integer, Object> claims() {
        Asked asked = chosen();
        Map<Integer, Object> claims = new TreeMap<>(Map.of(EXP, asked.expirationDate.getEpochSecond(), CATV, 1));
        if (asked.activeDate != null) {
            claims.put(NBF, asked.activeDate.getEpochSecond());
        }
        if (asked.userId != null) {
            claims.put(SUB, asked.userId);
        }
        if (asked.sessionId != null) {
            claims.put(CTI, asked.sessionId.getBytes(StandardCharsets.UTF_8));
        }
        if (!asked.networks.isEmpty()) {
            claims.put(CATNIP, asked.networks.stream().map(Network::claim).toList());
        }
        Map<Integer, Object> catu = new TreeMap<>();
        catu.put(HOST, Map.of(EXACT, asked.resource.getHost().toLowerCase(Locale.ROOT)));
        catu.put(PATH, Map.of(PREFIX, asked.folder));
        claims.put(CATU, catu);
        if (!asked.methods.isEmpty()) {
            claims.put(CATM, asked.methods);
        }
        return claims;
    }

    /** The URL and the key's id; never the key. */
    @Override
    public String toString() {
        return chosen().resource + " by key " + chosen().keyId;
    }

    /** Options of {@link AccessTokenRequest}. */
    public static final class Builder {

        private final Said said = new Said();
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

        private final List<Network> networks = new ArrayList<>();
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
            said.once("resourceUrl", url);
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
            said.once("keyId", keyId);
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
            Check.present("key", hexadecimal);
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
            said.once("expirationDate", until);
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
            said.once("activeDate", from);
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
            said.once("folder", path);
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
            Check.present("ipRange", range);
            networks.add(Network.of(range));
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
            said.once("methods", methods);
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
            said.once("sessionId", id);
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
            said.once("userId", id);
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
            URI url = Check.given("resourceUrl", resource, "it is the URL of the manifest");
            String path = url.getRawPath();
            return new AccessTokenRequest(new Asked(
                    url,
                    Check.given("keyId", keyId, "it is what the store has behind 'key:'"),
                    Check.given("key", key, "it is what the store has under the key's id"),
                    Check.given("expirationDate", expirationDate, "a token that never expires is refused"),
                    activeDate,
                    folder != null ? folder : path.substring(0, path.lastIndexOf('/') + 1),
                    List.copyOf(networks),
                    methods,
                    sessionId,
                    userId));
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
    }
}
