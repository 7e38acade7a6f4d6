package io.github.cdkmediadelivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginSslPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/**
 * What every HTTPS origin of the library can be told: how CloudFront connects to it.
 *
 * <p>Not an option: the protocol. CloudFront speaks HTTPS with TLS 1.2 to these origins, since anything else shows
 * header secrets on the wire.
 *
 * @param <B> the builder itself, so that calls chain
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html">Origin
 *     settings</a>
 */
public abstract sealed class OriginBuilder<B extends OriginBuilder<B>> permits MediaPackageOrigin.Builder {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");
    private static final Pattern PATH = Pattern.compile("(/[^/?#\\s]+)+");
    private static final int LONGEST_PATH = 255;
    private static final int MOST_ATTEMPTS = 3;
    private static final long LONGEST_CONNECT = 10;
    private static final long LONGEST_WAIT = 120;

    private final CustomHeaders headers = new CustomHeaders();
    private @Nullable String originShieldRegion;
    private @Nullable Integer connectionAttempts;
    private @Nullable Duration connectionTimeout;
    private @Nullable Duration readTimeout;
    private @Nullable Duration keepaliveTimeout;
    private String originPath = "";

    OriginBuilder() {}

    abstract B self();

    /**
     * An extra cache in front of the origin, in the region nearest to it. Off by default, since it is charged.
     *
     * @param region for example {@code eu-west-1}
     * @return this
     * @throws IllegalArgumentException {@code originShieldRegion: must be a region's name …}
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html">Origin
     *     Shield</a>
     */
    public B originShieldRegion(String region) {
        originShieldRegion = region("originShieldRegion", region);
        return self();
    }

    /**
     * How often CloudFront tries to connect before it gives up; its own default is 3.
     *
     * @param attempts 1 to 3
     * @return this
     * @throws IllegalArgumentException {@code connectionAttempts: must be 1 to 3 …}
     */
    public B connectionAttempts(int attempts) {
        Check.that(
                attempts >= 1 && attempts <= MOST_ATTEMPTS,
                "connectionAttempts",
                "must be 1 to " + MOST_ATTEMPTS,
                attempts,
                "use for example 2");
        connectionAttempts = attempts;
        return self();
    }

    /**
     * How long one attempt to connect may take; CloudFront's own default is 10 seconds.
     *
     * @param timeout whole seconds, 1 to 10
     * @return this
     * @throws IllegalArgumentException {@code connectionTimeout: must be whole seconds from 1 to 10 …}
     */
    public B connectionTimeout(Duration timeout) {
        connectionTimeout = Check.seconds("connectionTimeout", timeout, 1, LONGEST_CONNECT);
        return self();
    }

    /**
     * How long CloudFront waits for an answer; its own default is 30 seconds, and more than 60 needs a raised quota.
     *
     * @param timeout whole seconds, 1 to 120
     * @return this
     * @throws IllegalArgumentException {@code readTimeout: must be whole seconds from 1 to 120 …}
     */
    public B readTimeout(Duration timeout) {
        readTimeout = Check.seconds("readTimeout", timeout, 1, LONGEST_WAIT);
        return self();
    }

    /**
     * How long CloudFront keeps an idle connection; its own default is 5 seconds.
     *
     * @param timeout whole seconds, 1 to 120
     * @return this
     * @throws IllegalArgumentException {@code keepaliveTimeout: must be whole seconds from 1 to 120 …}
     */
    public B keepaliveTimeout(Duration timeout) {
        keepaliveTimeout = Check.seconds("keepaliveTimeout", timeout, 1, LONGEST_WAIT);
        return self();
    }

    /**
     * A folder at the origin that viewers do not see: CloudFront puts it before each path that it asks for.
     *
     * @param path begins with a slash, does not end with one, for example {@code /out/v1}
     * @return this
     * @throws IllegalArgumentException {@code originPath: must begin with '/' and not end with one …}
     */
    public B originPath(String path) {
        originPath = folder("originPath", path, "/out/v1");
        return self();
    }

    /**
     * A header that CloudFront adds to each request to the origin, in place of the viewer's if there is one.
     *
     * @param name not one that CloudFront reserves, not twice
     * @param value never a secret: it stands in the template
     * @return this
     * @throws IllegalArgumentException {@code customHeader: …} for a reserved name, a literal secret, more than 30
     *     headers, a name over 256, a value over 1,783 or all over 10,240 characters
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html">Add
     *     custom headers to origin requests</a>
     */
    public B customHeader(String name, String value) {
        headers.add(name, value);
        return self();
    }

    /** A region, as far as its name tells. */
    static String region(String option, String region) {
        Check.that(
                Check.isToken(region) || REGION.matcher(region).matches(),
                option,
                "must be a region's name",
                region,
                "use for example 'eu-west-1'");
        return region;
    }

    /** A folder as CloudFront wants it. */
    static String folder(String option, String path, String example) {
        Check.that(
                Check.isToken(path) || (PATH.matcher(path).matches() && path.length() <= LONGEST_PATH),
                option,
                "must begin with '/' and not end with one",
                path,
                "use for example '" + example + "'");
        return path;
    }

    String originPath() {
        return originPath;
    }

    /** The settings as they are now; later calls on this builder do not reach it. */
    Connection connection() {
        return new Connection(
                headers.asMap(),
                originShieldRegion,
                connectionAttempts,
                connectionTimeout,
                readTimeout,
                keepaliveTimeout,
                originPath);
    }

    /** How CloudFront connects to an origin. */
    record Connection(
            Map<String, String> headers,
            @Nullable String originShieldRegion,
            @Nullable Integer connectionAttempts,
            @Nullable Duration connectionTimeout,
            @Nullable Duration readTimeout,
            @Nullable Duration keepaliveTimeout,
            String originPath) {

        static final Connection DEFAULT = new Connection(Map.of(), null, null, null, null, null, "");

        /** All that makes an origin what it is. A list, since the first hash of a record links for 20 ms. */
        List<Object> parts(String host, OriginCredentials credentials) {
            return Arrays.asList(
                    host,
                    credentials.originAccessControlId(),
                    credentials.headers(),
                    headers,
                    originShieldRegion,
                    connectionAttempts,
                    connectionTimeout,
                    readTimeout,
                    keepaliveTimeout,
                    originPath);
        }

        /** The aws-cdk-lib origin: it renders without a call back into Java. */
        IOrigin to(String host, OriginCredentials credentials) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.putAll(credentials.headers());
            HttpOrigin.Builder origin = HttpOrigin.Builder.create(host)
                    .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
                    .originSslProtocols(List.of(OriginSslPolicy.TLS_V1_2))
                    .customHeaders(all.isEmpty() ? null : all)
                    .originAccessControlId(credentials.originAccessControlId())
                    .originShieldRegion(originShieldRegion)
                    .connectionAttempts(connectionAttempts)
                    .originPath(originPath.isEmpty() ? null : originPath);
            if (connectionTimeout != null) {
                origin.connectionTimeout(Seconds.of(connectionTimeout));
            }
            if (readTimeout != null) {
                origin.readTimeout(Seconds.of(readTimeout));
            }
            if (keepaliveTimeout != null) {
                origin.keepaliveTimeout(Seconds.of(keepaliveTimeout));
            }
            return origin.build();
        }
    }
}
