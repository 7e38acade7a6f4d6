package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Packager;
import io.github.cdkmediadelivery.internal.Part;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Regions;
import io.github.cdkmediadelivery.internal.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint;

/**
 * An endpoint of AWS Elemental MediaPackage v1: a host that it shares with all endpoints of the account and region, and
 * an id in the path {@code /out/v1/ID/…}. An asset of MediaPackage VOD is one as well, with the manifests of all its
 * packaging configurations.
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/ug/endpoints.html">Endpoints in MediaPackage v1</a>
 */
public final class MediaPackageEndpoint extends Value<String> {

    private static final String FOLDER = "/out/v1/";
    private static final Text HOST = Text.of(
            "[a-z0-9-]+(\\.egress)?\\.mediapackage(-vod)?\\.[a-z0-9-]+\\.(amazonaws\\.com(\\.cn)?|api\\.aws)",
            "host: must be a bare MediaPackage v1 host (ID.mediapackage.REGION.amazonaws.com)",
            "use for example 'abc123.mediapackage.eu-west-1.amazonaws.com', or MediaPackageEndpoint.fromUrl for a URL");
    private static final Pattern VOD = Pattern.compile("\\.mediapackage-vod\\.");
    private static final Text ID = Text.of(
            "[A-Za-z0-9_-]+", "endpointId: must be the part of the path after /out/v1/", "use for example 'def456'");
    private static final Pattern PATH = Pattern.compile(FOLDER + "(" + ID.pattern() + ")(/.*)?");
    private static final String EXAMPLE =
            "https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456/index.m3u8";

    private final String host;
    private final String id;
    private final Supplier<String> manifestPath;
    private final @Nullable CfnOriginEndpoint resource;

    /** @param identity what tells this endpoint from others: parts cut from a token are new tokens each time */
    private MediaPackageEndpoint(
            String host,
            String id,
            String identity,
            Supplier<String> manifestPath,
            @Nullable CfnOriginEndpoint resource) {
        super(identity);
        this.host = host;
        this.id = id;
        this.manifestPath = manifestPath;
        this.resource = resource;
    }

    /**
     * From the URL that MediaPackage shows for the endpoint.
     *
     * @param url {@code https://HOST/out/v1/ID/MANIFEST}, or a value known only at deployment
     * @return the endpoint
     * @throws IllegalArgumentException {@code endpointUrl: must be …} for another scheme, host or path
     */
    public static MediaPackageEndpoint fromUrl(String url) {
        Check.present("url", url);
        if (Check.isToken(url)) {
            return fromToken(url, null);
        }
        URI uri = parse(url);
        Check.that("https".equals(uri.getScheme()), "endpointUrl: must begin with https://", url, use(EXAMPLE));
        Matcher path = PATH.matcher(Objects.requireNonNullElse(uri.getPath(), ""));
        String named = Objects.requireNonNullElse(uri.getHost(), "");
        Check.that(
                HOST.pattern().matcher(named).matches(),
                "endpointUrl: must be on a MediaPackage v1 host (ID.mediapackage.REGION.amazonaws.com)",
                url,
                named.contains("mediapackagev2") ? "use MediaPackageOrigin.v2(…) for it" : use(EXAMPLE));
        Check.that(path.matches(), "endpointUrl: must have the path /out/v1/ID/MANIFEST", url, use(EXAMPLE));
        return onHost(named, path.group(1), path::group);
    }

    /**
     * From an endpoint of the same app. CDN authorization, if the origin is given it, is written into the endpoint.
     *
     * @param endpoint the resource
     * @return the endpoint
     */
    public static MediaPackageEndpoint of(CfnOriginEndpoint endpoint) {
        Check.present("endpoint", endpoint);
        return fromToken(endpoint.getAttrUrl(), endpoint);
    }

    /**
     * From its parts.
     *
     * @param host a bare host, without scheme and path
     * @param id the part after {@code /out/v1/}
     * @param manifest the rest of the path, for example {@code index.m3u8}
     * @return the endpoint
     * @throws IllegalArgumentException {@code host: must be …} for a URL or a host of another service,
     *     {@code endpointId: must be …} for something else than one part of a path
     */
    public static MediaPackageEndpoint onHost(String host, String id, String manifest) {
        Check.present("host", host);
        Check.present("id", id);
        Check.present("manifest", manifest);
        String checked = HOST.check(host);
        String folder = ID.check(id);
        return onHost(checked, folder, () -> FOLDER + id + "/" + manifest);
    }

    private static MediaPackageEndpoint onHost(String host, String id, Supplier<String> manifestPath) {
        return new MediaPackageEndpoint(host, id, host + FOLDER + id, manifestPath, null);
    }

    /** A URL that is known only at deployment is cut by CloudFormation: https: // HOST / out / v1 / ID / … */
    private static MediaPackageEndpoint fromToken(String url, @Nullable CfnOriginEndpoint resource) {
        List<String> parts = Fn.split("/", url);
        return new MediaPackageEndpoint(
                Fn.select(2, parts),
                Fn.select(5, parts),
                url,
                () -> FOLDER + Fn.select(1, Fn.split(FOLDER, url)),
                resource);
    }

    String host() {
        return host;
    }

    /** That of its host, or of the stack that has it; empty where neither is known. */
    String region() {
        return resource != null ? Placement.of(resource).region() : Regions.ofHost(host);
    }

    /** The folder that holds everything of this endpoint and nothing else. */
    String path() {
        return FOLDER + id;
    }

    /** Its format is known where its manifest is; an asset of MediaPackage VOD has a folder for all its formats. */
    Packager.Folder folder() {
        return Check.isToken(id) || resource != null || VOD.matcher(host).find()
                ? Packager.Folder.ofAnyFormat(path())
                : Packager.Folder.of(path(), manifestPath());
    }

    /** The whole path of the manifest. */
    String manifestPath() {
        return manifestPath.get();
    }

    /** The same for the same endpoint, however often a URL that only the deployment knows was asked for. */
    String identity(Placement at) {
        return resource == null && Check.isToken(chosen())
                ? String.valueOf(at.stack().resolve(chosen()))
                : chosen();
    }

    Optional<CfnOriginEndpoint> resource() {
        return Optional.ofNullable(resource);
    }

    /** Its metrics are named by channel and endpoint, which the host and the path do not tell. */
    Part part() {
        return new Part.EndpointOfV1(
                region(), resource().map(known -> new Part.EndpointOfV1.Named(known.getChannelId(), known.getId())));
    }

    /** The endpoint's folder on its host. */
    @Override
    public String toString() {
        return host + path();
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("endpointUrl: must be a URL, got '" + url + "'; " + use(EXAMPLE), e);
        }
    }

    private static String use(String example) {
        return "use for example '" + example + "'";
    }
}
