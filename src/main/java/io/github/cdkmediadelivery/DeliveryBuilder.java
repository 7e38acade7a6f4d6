package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.AdditionalMetrics;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Cors;
import io.github.cdkmediadelivery.internal.Existing;
import io.github.cdkmediadelivery.internal.Home;
import io.github.cdkmediadelivery.internal.Limits;
import io.github.cdkmediadelivery.internal.OwnNames;
import io.github.cdkmediadelivery.internal.OwnPaths;
import io.github.cdkmediadelivery.internal.OwnSettings;
import io.github.cdkmediadelivery.internal.PathPattern;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Plan;
import io.github.cdkmediadelivery.internal.Purpose;
import io.github.cdkmediadelivery.internal.RealtimeLogging;
import io.github.cdkmediadelivery.internal.Route;
import io.github.cdkmediadelivery.internal.Said;
import io.github.cdkmediadelivery.internal.Settings;
import io.github.cdkmediadelivery.internal.Text;
import io.github.cdkmediadelivery.internal.ViewerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.IFunctionRef;
import software.amazon.awscdk.interfaces.cloudfront.IRealtimeLogConfigRef;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/**
 * The options of every facade.
 *
 * <p>Options come in any order, and each is said once: a second call is refused ({@code comment: must be said once …}),
 * since one of the two would lose. {@link #additionalBehavior} adds. What is null is refused with the option's name
 * ({@code webAclArn: must be a value, got 'null' …}), so that a variable which is not set takes no protection away. All
 * builders of the library hold both rules.
 *
 * <p>Defaults that differ from CloudFront's: viewers are redirected to HTTPS, HTTP/3 is on beside HTTP/2, IPv6 is on,
 * errors are kept for as long as the kind of content bears. Without a certificate of its own a distribution answers on
 * its {@code cloudfront.net} name, where AWS fixes the TLS policy.
 *
 * @param <B> the builder itself, so that calls chain
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html">All
 *     distribution settings</a>
 */
public abstract sealed class DeliveryBuilder<B extends DeliveryBuilder<B>>
        permits MediaPackageOriginDistribution.Builder,
                PackagerDistribution.Builder,
                MediaTailorDistribution.Builder,
                FileStoreBuilder {

    private static final Text WEB_ACL = Text.of(
            "arn:[a-z0-9-]+:wafv2:us-east-1:[0-9]{12}:global/webacl/[\\w-]+/[0-9a-f-]+",
            "webAclArn: must be the ARN of a WAFv2 web ACL of CLOUDFRONT scope",
            "make it in us-east-1; its ARN reads arn:aws:wafv2:us-east-1:ACCOUNT:global/webacl/NAME/ID");

    private static final Text PREFIX = Text.of(
            "/(?!\\.{1,2}$)[A-Za-z0-9_.*~-]+",
            "pathPrefix: must be one folder that begins with '/', in which * stands for what changes",
            "use for example '/*' or '/token-*'");

    /** Options that no path has. */
    private static final List<String> OF_THE_DISTRIBUTION = List.of(
            "accessLogs",
            "allowedCountries",
            "comment",
            "customDomain",
            "defaultBehavior",
            "defaultRootObject",
            "deniedCountries",
            "enableIpv6",
            "enabled",
            "errorCaching",
            "httpVersion",
            "missingPage",
            "priceClass",
            "publishAdditionalMetrics",
            "webAclArn");

    final Said said = new Said();
    private final String id;
    private final Map<PathPattern, BehaviorOptions> additionalBehaviors = new LinkedHashMap<>();
    private final List<String> allowedCountries = new ArrayList<>();
    private final List<String> deniedCountries = new ArrayList<>();
    private final List<OwnSettings> contentBehaviors = new ArrayList<>();
    private Placement at;
    private @Nullable Distribution existing;
    private @Nullable BehaviorOptions defaultBehavior;
    private @Nullable String defaultRootObject;
    private @Nullable String comment;
    private @Nullable PriceClass priceClass;
    private @Nullable String webAclArn;
    private @Nullable CorsRules cors;
    private @Nullable CustomDomain customDomain;
    private @Nullable AccessLogs accessLogs;
    private ViewerAccess viewerAccess = ViewerAccess.open();
    private @Nullable IFunctionRef viewerRequestFunction;
    private @Nullable String pathPrefix;
    private ErrorCaching errorCaching;
    private HttpVersion httpVersion = HttpVersion.HTTP2_AND_3;
    private ViewerProtocolPolicy viewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS;
    private @Nullable RealtimeLogging realtimeLogging;
    private boolean additionalMetrics;
    private boolean enableIpv6 = true;
    private boolean enabled = true;

    DeliveryBuilder(Construct scope, String id, ErrorCaching errorCaching) {
        this.at = Placement.of(scope);
        this.id = id;
        this.errorCaching = errorCaching;
    }

    abstract B self();

    /**
     * A note that the console shows beside the distribution.
     *
     * @param comment at most 128 characters
     * @return this
     * @throws IllegalArgumentException {@code comment: must have at most 128 characters …}
     */
    public B comment(String comment) {
        said.once("comment", comment);
        Check.that(
                Check.isToken(comment) || comment.length() <= Limits.DISTRIBUTION_COMMENT,
                "comment: must have at most " + Limits.DISTRIBUTION_COMMENT + " characters",
                comment.length() + " characters",
                "shorten it");
        this.comment = comment;
        return self();
    }

    /**
     * The parts of the world whose edges serve the content; by default all.
     *
     * @param priceClass the choice
     * @return this
     */
    public B priceClass(PriceClass priceClass) {
        said.once("priceClass", priceClass);
        this.priceClass = priceClass;
        return self();
    }

    /**
     * Only viewers in these countries are served.
     *
     * @param countries two upper-case letters each (ISO 3166-1 alpha-2), for example {@code DE}
     * @return this
     * @throws IllegalArgumentException {@code allowedCountries: must be …} for a code that is none, or together with
     *     {@link #deniedCountries}
     */
    public B allowedCountries(String... countries) {
        said.once("allowedCountries", countries);
        setCountries("allowedCountries", countries, allowedCountries, deniedCountries);
        return self();
    }

    /**
     * Viewers in these countries are not served.
     *
     * @param countries two upper-case letters each (ISO 3166-1 alpha-2), for example {@code DE}
     * @return this
     * @throws IllegalArgumentException {@code deniedCountries: must be …} for a code that is none, or together with
     *     {@link #allowedCountries}
     */
    public B deniedCountries(String... countries) {
        said.once("deniedCountries", countries);
        setCountries("deniedCountries", countries, deniedCountries, allowedCountries);
        return self();
    }

    /**
     * A web ACL in front of the distribution.
     *
     * @param arn of a WAFv2 web ACL of global scope, that is, one made in us-east-1 for CloudFront
     * @return this
     * @throws IllegalArgumentException {@code webAclArn: must be …} for a regional one or a classic id
     */
    public B webAclArn(String arn) {
        said.once("webAclArn", arn);
        WEB_ACL.check(arn);
        Home.checkIn(OwnNames.HOME_REGION, arn, CfnWebACL.class, WEB_ACL.rule(), WEB_ACL.fix());
        this.webAclArn = arn;
        return self();
    }

    /**
     * The newest HTTP that viewers may speak; by default HTTP/2 and HTTP/3.
     *
     * @param version the choice
     * @return this
     */
    public B httpVersion(HttpVersion version) {
        said.once("httpVersion", version);
        this.httpVersion = version;
        return self();
    }

    /**
     * Whether viewers may come by IPv6; on by default. A reason to turn it off: signed URLs bound to IPv4 addresses.
     *
     * @param enable the choice
     * @return this
     */
    public B enableIpv6(boolean enable) {
        said.once("enableIpv6", enable);
        this.enableIpv6 = enable;
        return self();
    }

    /**
     * Whether the distribution answers at all; on by default.
     *
     * @param enabled the choice
     * @return this
     */
    public B enabled(boolean enabled) {
        said.once("enabled", enabled);
        this.enabled = enabled;
        return self();
    }

    /**
     * What a viewer who comes by HTTP meets: a redirect (the default) or a refusal.
     *
     * @param policy {@code REDIRECT_TO_HTTPS} or {@code HTTPS_ONLY}
     * @return this
     * @throws IllegalArgumentException {@code viewerProtocolPolicy: must be …} for {@code ALLOW_ALL}
     */
    public B viewerProtocolPolicy(ViewerProtocolPolicy policy) {
        said.once("viewerProtocolPolicy", policy);
        Check.that(
                policy != ViewerProtocolPolicy.ALLOW_ALL,
                "viewerProtocolPolicy: must keep content and cookies off plain HTTP",
                policy,
                "use REDIRECT_TO_HTTPS or HTTPS_ONLY");
        this.viewerProtocolPolicy = policy;
        return self();
    }

    /**
     * How long errors of the origin are kept.
     *
     * @param errorCaching the profile; each facade has the one of its kind of content as default
     * @return this
     */
    public B errorCaching(ErrorCaching errorCaching) {
        said.once("errorCaching", errorCaching);
        this.errorCaching = errorCaching;
        return self();
    }

    /**
     * Which pages on other domains may read the content. By default none is named: origins are not told which page
     * asks, so that MediaPackage lets every page read, and a bucket none.
     *
     * @param rules the rules
     * @return this
     */
    public B cors(CorsRules rules) {
        said.once("cors", rules);
        this.cors = rules;
        return self();
    }

    /**
     * Who may watch the content; by default everyone. Paths that {@link #additionalBehavior} or
     * {@link #defaultBehavior} give to other origins, such as the player's page, are as open as their own options say.
     *
     * @param access the choice
     * @return this
     * @throws IllegalArgumentException when the distribution is built: {@code cors: must allow credentials …}, or
     *     {@code viewerAccess: …}
     */
    public B viewerAccess(ViewerAccess access) {
        said.once("viewerAccess", access);
        this.viewerAccess = access;
        return self();
    }

    /**
     * The owner's names for the distribution; by default it answers on its {@code cloudfront.net} name.
     *
     * @param domain names, certificate and zone
     * @return this
     */
    public B customDomain(CustomDomain domain) {
        said.once("customDomain", domain);
        this.customDomain = domain;
        return self();
    }

    /**
     * What is written down of each request; by default nothing.
     *
     * @param logs the choice
     * @return this
     */
    public B accessLogs(AccessLogs logs) {
        said.once("accessLogs", logs);
        this.accessLogs = logs;
        return self();
    }

    /**
     * Real-time logs of the content, beside or instead of {@link #accessLogs}; by default none. For each line there is
     * a price: see {@link RealtimeLogFields} for what they are good for.
     *
     * @param lines which fields of which share of the requests, and the data stream that they go to
     * @return this
     */
    public B realtimeLogConfig(IRealtimeLogConfigRef lines) {
        said.once("realtimeLogConfig", lines);
        this.realtimeLogging = new RealtimeLogging(lines);
        return self();
    }

    /**
     * Adds the content to a distribution of yours instead of making one: its paths, with all that belongs to them,
     * behind those that the distribution has by then. What belongs to the distribution as a whole is said of it itself;
     * errors too, for which {@link ErrorCaching#getResponses} has the entries:
     *
     * <pre>{@code
     * Distribution distribution = Distribution.Builder.create(this, "Site")
     *         .defaultBehavior(site)
     *         .errorResponses(ErrorCaching.vod().getResponses())
     *         .build();
     * S3OacVodDistribution.Builder.create(this, "Films")
     *         .contentPath("/video")
     *         .addTo(distribution)
     *         .build();
     * }</pre>
     *
     * <p>Other paths are as open as the distribution makes them. Each path takes a request to the CDK.
     *
     * @param distribution of the same stack; an imported one cannot be changed
     * @return this
     * @throws IllegalArgumentException when it is built, {@code addTo: …} for a distribution of another stack, content
     *     that answers every path, options of the distribution, and paths that hide the content's
     */
    public B addTo(Distribution distribution) {
        said.once("addTo", distribution);
        this.existing = distribution;
        return self();
    }

    /**
     * CloudFront's additional metrics: hit rate, the origin's latency, and the errors 401, 403, 404, 502, 503 and 504
     * each; off by default. Eight metrics at CloudWatch's price for custom ones, $0.30 each: $2.40 a month. With them
     * {@code getDistribution().metricOriginLatency()} and its like can be asked; {@link DeliveryAlarms} switches them
     * on by itself where an alarm needs them.
     *
     * @param publish the choice
     * @return this
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.distributions-additional">Additional
     *     metrics</a>
     */
    public B publishAdditionalMetrics(boolean publish) {
        said.once("publishAdditionalMetrics", publish);
        this.additionalMetrics = publish;
        return self();
    }

    /**
     * A path with another origin, before those of the content: first match wins in CloudFront. A folder or a file may
     * lie within the content's; of names that the content has too ({@code *.jpg}) a warning says so
     * ({@code cdk-media-delivery:additional-behavior-over-content}).
     *
     * @param pathPattern for example {@code /player/*}
     * @param options the behaviour; where it names no viewer protocol policy it takes the distribution's, not
     *     CloudFront's allow-all
     * @return this
     * @throws IllegalArgumentException {@code pathPattern: …} for one that is taken, malformed, or matches everything;
     *     when the distribution is built, {@code additionalBehavior: must leave the content its paths …} for one that
     *     hides a behaviour of the content, or {@code additionalBehavior: must not lie within an earlier one …}
     */
    public B additionalBehavior(String pathPattern, BehaviorOptions options) {
        Check.present("pathPattern", pathPattern);
        Check.present("options", options);
        PathPattern path = PathPattern.narrow(pathPattern);
        Check.that(
                !additionalBehaviors.containsKey(path),
                "pathPattern: must be used once",
                pathPattern,
                "remove the duplicate");
        additionalBehaviors.put(path, options);
        return self();
    }

    /**
     * Settings of your own for the content's behaviours: response headers, Lambda@Edge, a function that sees answers,
     * real-time logs, a cache or origin request policy. Once for each kind, or for all.
     *
     * <pre>{@code
     * delivery.contentBehavior(
     *         ContentKind.ALL,
     *         AddBehaviorOptions.builder()
     *                 .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
     *                 .build());
     * }</pre>
     *
     * <p>A response headers policy of yours stands in the place of the library's: without CORS rules in it pages on
     * other domains read no answer of MediaPackage v1, which is not told which page asks. A cache policy that the app
     * defines, or one of CloudFront's own, is looked at; of another a warning says that it was not
     * ({@code cdk-media-delivery:content-cache-policy-not-read}).
     *
     * @param kind whose behaviours are meant
     * @param options the settings
     * @return this
     * @throws IllegalArgumentException {@code contentBehavior: must not name …} for what an option of its own says;
     *     when the distribution is built, {@code contentBehavior: …} for what cannot stand beside other options, and
     *     for a policy whose key lacks what changes a manifest or that sends the viewer's Host
     */
    public B contentBehavior(ContentKind kind, AddBehaviorOptions options) {
        Check.present("kind", kind);
        Check.present("options", options);
        contentBehaviors.add(new OwnSettings(kind.name(), kind.purposes(), options));
        return self();
    }

    /**
     * What answers all paths that nothing else names, for example the player's page on the same domain, so that no CORS
     * is needed.
     *
     * @param options the behaviour
     * @return this
     */
    public B defaultBehavior(BehaviorOptions options) {
        said.once("defaultBehavior", options);
        this.defaultBehavior = options;
        return self();
    }

    /**
     * The object that answers {@code /}.
     *
     * @param name for example {@code index.html}
     * @return this
     * @throws IllegalArgumentException {@code defaultRootObject: must not begin with '/' …}
     */
    public B defaultRootObject(String name) {
        said.once("defaultRootObject", name);
        Check.that(
                !name.startsWith("/"),
                "defaultRootObject: must not begin with '/'",
                name,
                "use for example 'index.html'");
        this.defaultRootObject = name;
        return self();
    }

    /**
     * A CloudFront function that sees each request for the content before the cache does, segments too, and is paid for
     * each. That of a {@link MediaTailorSafeEdgeFunction} which {@linkplain MediaTailorSafeEdgeFunction.Builder#exempt
     * exempts} segments does not see them.
     *
     * @param function the function
     * @return this
     */
    public B viewerRequestFunction(IFunctionRef function) {
        said.once("viewerRequestFunction", function);
        this.viewerRequestFunction = function;
        return self();
    }

    /**
     * The same for a function that takes a first folder off the path, such as a token of your own:
     * {@code /TOKEN/out/v1/…} is served as well as {@code /out/v1/…}, and the function sees both. It decides: what it
     * lets pass without a token is open.
     *
     * @param function the function; it must answer what it does not know, and set {@code request.uri} without the
     *     prefix
     * @param pathPrefix one folder, in which {@code *} stands for what changes: {@code /*}, {@code /token-*}
     * @return this
     * @throws IllegalArgumentException {@code pathPrefix: must be one folder …}, or, when the distribution is built,
     *     {@code pathPrefix: must stand before a path of the content …} where the content answers every path, so that
     *     the prefix would open what nobody named
     */
    public B viewerRequestFunction(IFunctionRef function, String pathPrefix) {
        Check.present("function", function);
        Check.present("pathPrefix", pathPrefix);
        viewerRequestFunction(function);
        this.pathPrefix = PREFIX.literal(pathPrefix);
        return self();
    }

    /**
     * Where policies, origin access controls and functions are made; by default in the distribution's own stack.
     *
     * @param shared the stack that has them
     * @return this
     */
    public B policies(DeliveryPolicies shared) {
        said.once("policies", shared);
        this.at = at.sharing(shared.chosen());
        return self();
    }

    /** Where the facade goes, and whose resources it shares. */
    Placement at() {
        return at;
    }

    String id() {
        return id;
    }

    /** The owner's first name for the distribution; none where CloudFront's own is the only one. */
    @Nullable
    String ownName() {
        return customDomain == null ? null : customDomain.firstName();
    }

    Optional<Cors> cors() {
        return Optional.ofNullable(cors).map(CorsRules::chosen);
    }

    ErrorCaching errorCaching() {
        return errorCaching;
    }

    boolean isSigned() {
        return viewerAccess.chosen().isPresent();
    }

    /** MediaTailor's way through the function that checks viewers' tokens. */
    Optional<WayIn> viewerWayIn() {
        return viewerAccess.wayIn();
    }

    Optional<ViewerRequest> viewerRequest() {
        return Optional.ofNullable(viewerRequestFunction)
                .map(function -> new ViewerRequest(function, MediaTailorSafeEdgeFunction.passedBy(function)))
                .map(concern -> pathPrefix == null ? concern : concern.behind(pathPrefix));
    }

    /** Whether the paths of requests are written down. */
    boolean logsPaths() {
        return accessLogs != null && accessLogs.holdPaths();
    }

    /** The user's own paths, which CloudFront tries before the content's. */
    Set<PathPattern> ownPaths() {
        return additionalBehaviors.keySet();
    }

    /** Content that answers every path leaves no room for another default. */
    void checkNoDefaultBehavior(String fix) {
        Check.that(
                defaultBehavior == null,
                "defaultBehavior: must not stand beside content that answers every path",
                "a behaviour",
                fix);
    }

    /**
     * The plan as far as all facades have the same options: the user's behaviours, the content, and what answers the
     * rest; with all concerns but CORS, which not every origin takes alike.
     */
    Plan plan(List<? extends Route> content) {
        Check.that(
                viewerWayIn().isEmpty() || content.stream().anyMatch(route -> route.purpose() == Purpose.SERVICE),
                "viewerAccess: must not let MediaTailor in where it does not stand around the content",
                "keys with trust(…)",
                "use keys of their own, or MediaTailorDistribution");
        if (existing != null) {
            return addition(content, existing);
        }
        List<Route> routes = new ArrayList<>();
        additionalBehaviors.forEach((path, options) -> routes.add(new Route.Page(path, options)));
        routes.addAll(content);
        if (content.stream().anyMatch(route -> route.path().equals(PathPattern.EVERYTHING))) {
            checkNoDefaultBehavior("give it a path of its own with additionalBehavior(…)");
        }
        if (content.stream().noneMatch(route -> route.path().equals(PathPattern.EVERYTHING))) {
            routes.add(
                    defaultBehavior == null
                            ? new Route.Refused(PathPattern.EVERYTHING)
                            : new Route.Page(PathPattern.EVERYTHING, defaultBehavior));
        }
        return new Plan(
                        at,
                        viewerProtocolPolicy,
                        routes,
                        List.of(settings(), errorCaching().chosen()))
                .with(OwnPaths.of(additionalBehaviors.keySet(), content))
                .with(contentBehaviors.toArray(OwnSettings[]::new))
                .with(viewerAccess.beside(accessLogs))
                .with(viewerRequest())
                .with(Optional.ofNullable(customDomain).map(CustomDomain::chosen))
                .with(Optional.ofNullable(accessLogs).map(AccessLogs::chosen))
                .with(Optional.ofNullable(realtimeLogging))
                .with(additionalMetrics ? Optional.of(new AdditionalMetrics()) : Optional.empty());
    }

    /** The paths alone: what answers the others, and all that is not of a path, is the distribution's own. */
    private Plan addition(List<? extends Route> content, Distribution distribution) {
        Stream.concat(
                        OF_THE_DISTRIBUTION.stream().filter(said::contains),
                        additionalBehaviors.isEmpty() ? Stream.empty() : Stream.of("additionalBehavior"))
                .findFirst()
                .ifPresent(option -> {
                    throw Check.refusal(
                            "addTo: must stand beside what is said of the content alone",
                            option,
                            "say it of the distribution itself");
                });
        return new Plan(at, viewerProtocolPolicy, List.copyOf(content), List.of(Existing.of(distribution, at)))
                .with(contentBehaviors.toArray(OwnSettings[]::new))
                .with(viewerAccess.beside(null))
                .with(viewerRequest())
                .with(Optional.ofNullable(realtimeLogging));
    }

    private Settings settings() {
        return new Settings(
                comment,
                priceClass,
                webAclArn,
                defaultRootObject,
                httpVersion,
                enableIpv6,
                enabled,
                allowedCountries,
                deniedCountries);
    }

    private static void setCountries(String option, String[] countries, List<String> target, List<String> opposite) {
        Check.that(
                countries.length > 0,
                option + ": must name at least one country",
                Arrays.toString(countries),
                "leave the call out where there is none");
        Check.that(
                opposite.isEmpty(),
                option + ": must not stand beside its opposite",
                Arrays.toString(countries),
                "use either allowedCountries or deniedCountries");
        for (String country : countries) {
            Check.that(
                    Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(country),
                    option + ": must be ISO 3166-1 alpha-2 codes in upper case",
                    country,
                    "use for example 'DE'");
        }
        target.addAll(List.of(countries));
    }
}
