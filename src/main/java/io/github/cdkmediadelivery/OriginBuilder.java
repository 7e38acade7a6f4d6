package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.CustomHeaders;
import io.github.cdkmediadelivery.internal.HttpsOrigin.Connection;
import io.github.cdkmediadelivery.internal.Limits;
import io.github.cdkmediadelivery.internal.Said;
import io.github.cdkmediadelivery.internal.Shield;
import io.github.cdkmediadelivery.internal.Timeouts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
public abstract sealed class OriginBuilder<B extends OriginBuilder<B>>
        permits MediaPackageOrigin.Builder, PackagerOrigin.Builder {

    private static final Duration CLOUDFRONTS_READ_TIMEOUT = Duration.ofSeconds(30);

    final Said said = new Said();
    private final CustomHeaders headers = new CustomHeaders();
    private Shield shield = Shield.NONE;
    private @Nullable OriginTimeouts originTimeouts;
    private @Nullable Integer connectionAttempts;
    private @Nullable Duration connectionTimeout;
    private @Nullable Duration readTimeout;
    private @Nullable Duration keepaliveTimeout;
    private @Nullable Duration responseCompletionTimeout;
    private String originPath = "";

    OriginBuilder() {}

    abstract B self();

    /** Empty or a token where it is known at deployment only. */
    abstract String originRegion();

    /**
     * An extra cache in front of the origin, in the region that AWS names for the origin's: one cache asks the origin
     * for all regions. Off by default, since it is charged.
     *
     * @return this
     * @throws IllegalArgumentException when the origin is built: {@code originShield: must be for an origin in a region
     *     for which AWS names one …}, or whose region is known at deployment only
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html#choose-origin-shield-region">Choose
     *     the region for Origin Shield</a>
     */
    public B originShield() {
        said.once("originShield", true);
        shield = Shield.NEAREST;
        return self();
    }

    /**
     * The same in a region of the user's choice, where {@link #originShield} cannot know the nearest.
     *
     * @param region for example {@code eu-west-1}
     * @return this
     * @throws IllegalArgumentException {@code originShieldRegion: must be a region's name …}, or
     *     {@code originShieldRegion: must be a region that has Origin Shield …}, with the one that AWS names in its
     *     place
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html">Origin
     *     Shield</a>
     */
    public B originShieldRegion(String region) {
        said.once("originShield", region);
        shield = Shield.in(region);
        return self();
    }

    /**
     * How long CloudFront waits for the origin, by the length of segments: all of the five options below at once. What
     * one of them says counts, whichever is called first.
     *
     * @param timeouts the choice
     * @return this
     */
    public B originTimeouts(OriginTimeouts timeouts) {
        said.once("originTimeouts", timeouts);
        originTimeouts = timeouts;
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
        said.once("connectionAttempts", attempts);
        Check.that(
                attempts >= 1 && attempts <= Limits.CONNECTION_ATTEMPTS,
                "connectionAttempts: must be 1 to " + Limits.CONNECTION_ATTEMPTS,
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
        said.once("connectionTimeout", timeout);
        connectionTimeout = Check.seconds("connectionTimeout", timeout, 1, Limits.CONNECTION_TIMEOUT);
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
        said.once("readTimeout", timeout);
        readTimeout = Check.seconds("readTimeout", timeout, 1, Limits.ORIGIN_TIMEOUT);
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
        said.once("keepaliveTimeout", timeout);
        keepaliveTimeout = Check.seconds("keepaliveTimeout", timeout, 1, Limits.ORIGIN_TIMEOUT);
        return self();
    }

    /**
     * How long a whole answer may take, with all attempts; by default as long as it takes.
     *
     * @param timeout whole seconds, at least those of the read timeout
     * @return this
     * @throws IllegalArgumentException {@code responseCompletionTimeout: must be whole seconds …}, or, when the origin
     *     is built, {@code responseCompletionTimeout: must be at least the read timeout …}
     */
    public B responseCompletionTimeout(Duration timeout) {
        said.once("responseCompletionTimeout", timeout);
        responseCompletionTimeout = Check.seconds("responseCompletionTimeout", timeout, 1, Limits.LONGEST_COMPLETION);
        return self();
    }

    /**
     * A folder at the origin that viewers do not see: CloudFront puts it before each path that it asks for.
     *
     * @param path begins with a slash, does not end with one, for example {@code /out/v1}
     * @return this
     * @throws IllegalArgumentException {@code originPath: must begin with '/', not end with one …}
     */
    public B originPath(String path) {
        said.once("originPath", path);
        originPath = Check.folder("originPath", path, "/out/v1");
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
        Check.present("name", name);
        Check.present("value", value);
        headers.add(name, value);
        return self();
    }

    String originPath() {
        return originPath;
    }

    /** What holds where no option says it. */
    Timeouts unsaid(Optional<OriginTimeouts> chosen) {
        return chosen.map(OriginTimeouts::live).orElse(Timeouts.CLOUDFRONTS);
    }

    Optional<OriginTimeouts> originTimeouts() {
        return Optional.ofNullable(originTimeouts);
    }

    /** The settings as they are now; later calls on this builder do not reach it. */
    Connection connection() {
        Timeouts timeouts = new Timeouts(
                        connectionAttempts, connectionTimeout, readTimeout, keepaliveTimeout, responseCompletionTimeout)
                .orElse(unsaid(originTimeouts()));
        Duration read = Objects.requireNonNullElse(timeouts.read(), CLOUDFRONTS_READ_TIMEOUT);
        Duration completion = timeouts.completion();
        Check.that(
                completion == null || completion.compareTo(read) >= 0,
                "responseCompletionTimeout: must be at least the read timeout",
                completion + " beside " + read,
                "raise it, or lower readTimeout(…)");
        return new Connection(headers.asMap(), shield.region(this::originRegion), timeouts, originPath);
    }
}
