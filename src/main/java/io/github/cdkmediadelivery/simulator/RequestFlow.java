package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.simulator.EdgeRequest.Parameter;
import io.github.cdkmediadelivery.simulator.OriginAnswer.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The way of a request through CloudFront, stage by stage. */
final class RequestFlow {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int FORBIDDEN = 403;
    private static final int MOVED = 301;
    private static final int MOVED_KEEPING_THE_METHOD = 307;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int FUNCTION_FAILED = 503;
    private static final int NOT_IN_TIME = 504;

    /** AWS: failover is for these alone. */
    private static final Set<String> FAILED_OVER = Set.of("GET", "HEAD", "OPTIONS");

    private final Edge edge;
    private final Signatures signatures;
    private final WafRules waf;
    private final OriginAccess access;
    private final Map<String, Kept> cache = new HashMap<>();
    private final Map<String, Integer> scores = new HashMap<>();

    RequestFlow(Edge edge, CloudAssembly assembly) {
        Set<String> notModelled = assembly.noted();
        this.edge = edge;
        this.signatures = new Signatures(assembly);
        Map<String, List<String>> addresses = new HashMap<>();
        assembly.templates().values().forEach(in -> in.resources("AWS::WAFv2::IPSet")
                .forEach((id, properties) -> {
                    List<String> ranges = new ArrayList<>();
                    assembly.value(in, properties).path("Addresses").forEach(range -> ranges.add(range.asText()));
                    addresses.put(
                            assembly.value(
                                            in,
                                            JSON.objectNode()
                                                    .set(
                                                            "Fn::GetAtt",
                                                            JSON.arrayNode()
                                                                    .add(id)
                                                                    .add("Arn")))
                                    .asText(),
                            ranges);
                }));
        this.waf = new WafRules(addresses, notModelled);
        this.access = new OriginAccess(assembly, notModelled);
    }

    EdgeAnswer answer(Distribution distribution, EdgeRequest request) {
        return new Passage(distribution, request).answer();
    }

    Set<String> publicKeyIds() {
        return signatures.keyIds();
    }

    /** Whether a request that comes to the origin on whatever way is let in. */
    Optional<Boolean> admits(OriginRequest direct, Distribution somewhere) {
        return access.admits(direct, somewhere);
    }

    /** One request on its way. */
    private final class Passage {

        private final Distribution distribution;
        private final EdgeRequest request;
        private final Behavior behavior;
        private final List<String> trace = new ArrayList<>();
        private final List<String> unknowns = new ArrayList<>();
        private final List<OriginRequest> asked = new ArrayList<>();
        private Optional<Boolean> admitted = Optional.empty();

        /** What the viewer request function may change. */
        private String path;

        private List<Parameter> query;
        private final Map<String, String> headers;
        private final Map<String, String> cookies;

        Passage(Distribution distribution, EdgeRequest request) {
            this.distribution = distribution;
            this.request = request;
            this.path = request.path().equals("/") && !distribution.rootObject().isEmpty()
                    ? "/" + distribution.rootObject()
                    : request.path();
            this.query = request.unsignedParameters();
            this.headers = new LinkedHashMap<>(request.headers());
            this.cookies = new LinkedHashMap<>(request.cookies());
            this.behavior = distribution.behavior(NormalPath.of(path));
            trace.add(request + " at " + distribution.id() + ": behaviour " + behavior.pattern());
        }

        EdgeAnswer answer() {
            Optional<EdgeAnswer> refused = disabled()
                    .or(this::protocol)
                    .or(this::country)
                    .or(this::webAcl)
                    .or(this::signature)
                    .or(this::viewerRequest);
            return refused.orElseGet(this::fromCacheOrOrigin);
        }

        /** "CloudFront doesn't accept any end-user requests"; with which status is not documented. */
        private Optional<EdgeAnswer> disabled() {
            if (distribution.enabled()) {
                return Optional.empty();
            }
            unknowns.add("what CloudFront answers where a distribution is disabled");
            return Optional.of(own(FORBIDDEN, Stage.PROTOCOL, "the distribution is disabled"));
        }

        private Optional<EdgeAnswer> protocol() {
            if (request.scheme().equals("http") && !behavior.protocol().equals("allow-all")) {
                if (behavior.protocol().equals("https-only")) {
                    return Optional.of(own(FORBIDDEN, Stage.PROTOCOL, "HTTP where only HTTPS is spoken"));
                }
                int status = request.method().equals("GET") || request.method().equals("HEAD")
                        ? MOVED
                        : MOVED_KEEPING_THE_METHOD;
                return Optional.of(finish(
                        status,
                        Stage.PROTOCOL,
                        "",
                        Duration.ZERO,
                        Map.of("location", request.toString().replaceFirst("^\\S+ http:", "https:")),
                        "to HTTPS"));
            }
            return behavior.methods().contains(request.method())
                    ? Optional.empty()
                    : Optional.of(own(FORBIDDEN, Stage.PROTOCOL, request.method() + " is not allowed"));
        }

        private Optional<EdgeAnswer> country() {
            return distribution.countries().keepsOut(request.country())
                    ? Optional.of(errorOfCloudFront(FORBIDDEN, Stage.COUNTRY, "not for " + request.country()))
                    : Optional.empty();
        }

        private Optional<EdgeAnswer> webAcl() {
            return distribution
                    .webAcl()
                    .flatMap(acl -> waf.refusal(acl, request))
                    .map(refusal -> errorOfCloudFront(refusal.status(), Stage.WEB_ACL, "rule " + refusal.rule()));
        }

        private Optional<EdgeAnswer> signature() {
            if (!behavior.isSigned() || request.method().equals("OPTIONS")) {
                return Optional.empty();
            }
            if (behavior.viewerRequest().isPresent()) {
                unknowns.add("whether CloudFront checks the signature before or after the viewer request function");
            }
            Optional<String> refusal = signatures.refusal(behavior, request, edge.now());
            if (refusal.isEmpty()) {
                trace.add("signature: holds");
            }
            return refusal.map(reason -> errorOfCloudFront(FORBIDDEN, Stage.SIGNATURE, reason));
        }

        private Optional<EdgeAnswer> viewerRequest() {
            if (behavior.viewerRequest().isEmpty()) {
                return Optional.empty();
            }
            Code code = behavior.viewerRequest().orElseThrow();
            if (!code.isKnown()) {
                unknowns.add("what " + code.id() + " does, which cannot be run here");
                return Optional.empty();
            }
            JsonNode answer = FunctionRuntime.shared().run(code, event(), edge.storeOf(code), edge.now());
            if (answer.has("error")) {
                return Optional.of(own(
                        FUNCTION_FAILED,
                        Stage.FUNCTION,
                        code.id() + ": " + answer.path("error").asText()));
            }
            JsonNode result = answer.path("result");
            if (result.has("statusCode")) {
                return Optional.of(finish(
                        result.path("statusCode").asInt(),
                        Stage.FUNCTION,
                        "",
                        Duration.ZERO,
                        values(result.path("headers")),
                        code.id() + " answers"));
            }
            take(result, code);
            return Optional.empty();
        }

        private void take(JsonNode result, Code code) {
            String before = path;
            path = result.path("uri").asText(path);
            Map<String, String> changed = values(result.path("headers"));
            headers.clear();
            headers.putAll(changed);
            if (result.has("querystring")) {
                query = parameters(result.path("querystring"));
            }
            trace.add("function " + code.id() + ": passes" + (before.equals(path) ? "" : " as " + path));
        }

        private ObjectNode event() {
            ObjectNode event = JSON.objectNode();
            event.put("version", "1.0");
            event.putObject("context")
                    .put("distributionDomainName", distribution.domainName())
                    .put("distributionId", distribution.arn().replaceFirst(".*/", ""))
                    .put("eventType", "viewer-request")
                    .put("requestId", "request");
            event.putObject("viewer").put("ip", request.address());
            ObjectNode asked = event.putObject("request");
            asked.put("method", request.method());
            asked.put("uri", path);
            ObjectNode querystring = asked.putObject("querystring");
            query.forEach(parameter -> querystring.putObject(parameter.name()).put("value", parameter.value()));
            ObjectNode sent = asked.putObject("headers");
            sent.putObject("host").put("value", request.host());
            request.allHeaders().forEach((name, values) -> {
                ObjectNode header = sent.putObject(name);
                header.put("value", values.get(0));
                if (values.size() > 1) {
                    values.forEach(
                            value -> header.withArray("multiValue").addObject().put("value", value));
                }
            });
            ObjectNode crumbs = asked.putObject("cookies");
            cookies.forEach((name, value) -> crumbs.putObject(name).put("value", value));
            return event;
        }

        private static Map<String, String> values(JsonNode structure) {
            Map<String, String> values = new LinkedHashMap<>();
            structure.properties().forEach(entry -> {
                if (!entry.getKey().equals("host")) {
                    values.put(entry.getKey(), entry.getValue().path("value").asText());
                }
            });
            return values;
        }

        private static List<Parameter> parameters(JsonNode querystring) {
            List<Parameter> parameters = new ArrayList<>();
            querystring.properties().forEach(entry -> {
                JsonNode many = entry.getValue().path("multiValue");
                if (many.isArray()) {
                    many.forEach(one -> parameters.add(
                            new Parameter(entry.getKey(), one.path("value").asText())));
                } else {
                    parameters.add(new Parameter(
                            entry.getKey(), entry.getValue().path("value").asText()));
                }
            });
            return parameters;
        }

        private EdgeAnswer fromCacheOrOrigin() {
            String key = key();
            String place = request.node() + " " + key;
            Kept kept = mayKeep() ? cache.get(place) : null;
            if (kept != null && kept.holds(edge.now())) {
                trace.add("cache: kept until " + kept.again());
                return fromCache(kept, key, Duration.between(edge.now(), kept.again()));
            }
            if (kept != null && kept.bridges(edge.now(), behavior.cache())) {
                trace.add("cache: the old copy is shown while a new one is fetched");
                OriginAnswer fresh = ask();
                if (fresh.status() < FIRST_SERVER_ERROR) {
                    keep(fresh, place);
                }
                return fromCache(kept, key, Duration.ZERO);
            }
            OriginAnswer answer = ask();
            if (kept != null && standsIn(kept, answer)) {
                Duration pause = Kept.floor(answer.status(), distribution);
                cache.put(place, kept.goingOn(edge.now(), pause));
                trace.add("cache: the old copy is shown while the origin fails");
                return fromCache(kept, key, pause);
            }
            Duration time = keep(answer, place);
            trace.add("origin: answers " + answer.status() + ", kept for " + time.toSeconds() + " s");
            return show(answer, Stage.ORIGIN, key, time, new TreeMap<>(answer.headers()));
        }

        private EdgeAnswer fromCache(Kept kept, String key, Duration keptFor) {
            return show(kept.answer(), Stage.CACHE, key, keptFor, kept.headers(edge.now()));
        }

        private Duration keep(OriginAnswer answer, String place) {
            CachePolicy policy = behavior.cache();
            if (!mayKeep()) {
                return Duration.ZERO;
            }
            Freshness said = Freshness.of(answer, edge.now());
            Duration time = Kept.time(answer.status(), said, policy, distribution);
            Kept.unknown(answer.status(), said, policy).ifPresent(unknowns::add);
            if (!policy.min().equals(policy.max())) {
                unknowns.addAll(said.unknowns());
            }
            boolean isCopy = !Kept.isError(answer.status()) && !policy.keepsNothing();
            if (isCopy || !time.isZero()) {
                cache.put(place, Kept.of(answer, said, edge.now(), time));
            }
            return time;
        }

        /**
         * "If the origin is unreachable and the minimum or maximum TTL is greater than 0, CloudFront will serve the
         * object that it got from the origin previously", even where the origin forbade to keep it.
         */
        private boolean standsIn(Kept kept, OriginAnswer answer) {
            if (answer.status() < FIRST_SERVER_ERROR || !kept.standsIn(edge.now(), behavior.cache())) {
                return false;
            }
            if (kept.said().mustRevalidate()) {
                unknowns.add("whether must-revalidate keeps CloudFront from showing an old copy");
            }
            if (kept.said().forbids() && answer.arrival() == Arrival.ANSWERED && answer.status() != NOT_IN_TIME) {
                unknowns.add("whether CloudFront shows what the origin forbade to keep where the origin answers "
                        + answer.status());
            }
            return true;
        }

        private boolean mayKeep() {
            return behavior.kept().contains(request.method());
        }

        /** The first origin, and where it fails the second; a request tries both once. */
        private OriginAnswer ask() {
            Optional<OriginGroup> group = distribution.groups().stream()
                    .filter(of -> of.id().equals(behavior.target()))
                    .findFirst();
            List<Origin> origins = new ArrayList<>(distribution.origins(behavior));
            if (group.filter(OriginGroup::mediaQuality).isPresent() && FAILED_OVER.contains(request.method())) {
                chooseByQuality(origins);
            }
            OriginAnswer answer = ask(origins.get(0), request.method());
            if (group.filter(of -> failsOver(of, answer)).isEmpty()) {
                return answer;
            }
            trace.add("failover: "
                    + (answer.arrival() == Arrival.ANSWERED ? answer.status() + " of " : answer.arrival() + " at ")
                    + origins.get(0).host());
            return ask(origins.get(1), request.method());
        }

        private boolean failsOver(OriginGroup group, OriginAnswer answer) {
            return FAILED_OVER.contains(request.method())
                    && (answer.arrival() != Arrival.ANSWERED
                            || group.statusCodes().contains(answer.status()));
        }

        /** The other one is asked for its score, which counts from the next request on; without one it is the worst. */
        private void chooseByQuality(List<Origin> origins) {
            unknowns.add("how CloudFront weighs media quality scores over time");
            if (score(origins.get(1)) > score(origins.get(0))) {
                Collections.reverse(origins);
                trace.add("media quality: " + origins.get(0).host() + " is better");
            }
            ask(origins.get(1), "HEAD");
        }

        private int score(Origin origin) {
            return scores.getOrDefault(origin.host(), 0);
        }

        private OriginAnswer ask(Origin origin, String method) {
            OriginRequest toOrigin = toOrigin(origin, method);
            asked.add(toOrigin);
            admitted = access.admits(toOrigin, distribution);
            trace.add("asks " + origin.host() + toOrigin.path()
                    + (method.equals("HEAD") ? " (HEAD)" : "") + " by "
                    + (toOrigin.credential().isEmpty() ? "no credential" : toOrigin.credential()) + ": "
                    + admitted.map(lets -> lets ? "let in" : "refused").orElse("no template says who is let in"));
            OriginAnswer answer = admitted.orElse(true) ? edge.ask(toOrigin) : OriginAnswer.of(FORBIDDEN);
            answer.mediaQuality().ifPresent(score -> scores.put(origin.host(), score));
            return answer;
        }

        private String key() {
            CachePolicy policy = behavior.cache();
            StringBuilder key = new StringBuilder(distribution.id());
            if (request.method().equals("OPTIONS")) {
                key.append(" OPTIONS");
            }
            key.append(' ').append(path);
            String keyed = EdgeRequest.render(query.stream()
                    .filter(parameter -> policy.queryStrings().has(parameter.name()))
                    .toList());
            if (!keyed.isEmpty()) {
                key.append('?').append(keyed);
            }
            new TreeMap<>(headers).forEach((name, value) -> {
                if (policy.headers().hasHeader(name)) {
                    key.append(' ').append(name).append('=').append(value);
                }
            });
            new TreeMap<>(cookies).forEach((name, value) -> {
                if (policy.cookies().has(name)) {
                    key.append(" cookie ").append(name).append('=').append(value);
                }
            });
            String encodings = encodings();
            return key.append(encodings.isEmpty() ? "" : " " + encodings).toString();
        }

        /** Accept-Encoding as CloudFront normalises it. */
        private String encodings() {
            String accepted = headers.getOrDefault("accept-encoding", "");
            boolean brotli = behavior.cache().brotli() && accepted.contains("br");
            boolean gzip = behavior.cache().gzip() && accepted.contains("gzip");
            return brotli && gzip ? "br,gzip" : brotli ? "br" : gzip ? "gzip" : "";
        }

        private OriginRequest toOrigin(Origin origin, String method) {
            CachePolicy policy = behavior.cache();
            ForwardPolicy forward = behavior.forward();
            Map<String, String> sent = new LinkedHashMap<>();
            headers.forEach((name, value) -> {
                if (policy.headers().hasHeader(name) || forward.headers().hasHeader(name)) {
                    sent.put(name, value);
                }
            });
            boolean ownHost =
                    !policy.headers().hasHeader("host") && !forward.headers().hasHeader("host");
            sent.put("host", ownHost ? origin.host() : request.host());
            sent.putIfAbsent("user-agent", "Amazon CloudFront");
            sent.put("x-forwarded-for", request.address());
            if (!encodings().isEmpty()) {
                sent.put("accept-encoding", encodings());
            }
            StringBuilder crumbs = new StringBuilder();
            cookies.forEach((name, value) -> {
                if (policy.cookies().has(name) || forward.cookies().has(name)) {
                    crumbs.append(crumbs.isEmpty() ? "" : "; ")
                            .append(name)
                            .append('=')
                            .append(value);
                }
            });
            if (!crumbs.isEmpty()) {
                sent.put("cookie", crumbs.toString());
            }
            origin.headers().forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), value));
            String forwarded = EdgeRequest.render(query.stream()
                    .filter(parameter -> policy.queryStrings().has(parameter.name())
                            || ManagedPolicies.forwards(forward, origin, parameter.name()))
                    .toList());
            return new OriginRequest(origin, method, origin.path() + path, forwarded, sent, credential(origin));
        }

        private String credential(Origin origin) {
            if (!origin.signing().isEmpty()) {
                return "signature";
            }
            return origin.identity().isEmpty() ? "" : "identity " + origin.identity();
        }

        /** Refusals of CloudFront's own have error pages like those of origins; a function's have none. */
        private EdgeAnswer errorOfCloudFront(int status, Stage stage, String why) {
            return withPage(status, own(status, stage, why));
        }

        private EdgeAnswer own(int status, Stage stage, String why) {
            return finish(status, stage, "", Duration.ZERO, Map.of(), why);
        }

        private EdgeAnswer withPage(int status, EdgeAnswer otherwise) {
            ErrorEntry entry = page(status);
            return entry == null
                    ? otherwise
                    : new EdgeAnswer(
                            entry.answer(),
                            otherwise.decidedBy(),
                            behavior,
                            otherwise.cacheKey(),
                            otherwise.originRequests(),
                            otherwise.admitted(),
                            otherwise.keptFor(),
                            otherwise.headers(),
                            more(otherwise.trace(), "error page: " + entry.page() + " as " + entry.answer()),
                            unknowns);
        }

        private static List<String> more(List<String> lines, String line) {
            List<String> all = new ArrayList<>(lines);
            all.add(line);
            return all;
        }

        private @Nullable ErrorEntry page(int status) {
            return distribution.errors().stream()
                    .filter(entry -> entry.code() == status && !entry.page().isEmpty())
                    .findFirst()
                    .orElse(null);
        }

        private EdgeAnswer show(
                OriginAnswer answer, Stage stage, String key, Duration keptFor, Map<String, String> originHeaders) {
            Map<String, String> shown = new TreeMap<>(originHeaders);
            behavior.responseHeaders()
                    .ifPresent(policy -> ResponseDecorator.decorate(policy, request, shown, unknowns));
            EdgeAnswer whole = finish(answer.status(), stage, key, keptFor, shown, "");
            behavior.viewerResponse()
                    .ifPresent(code -> unknowns.add("what the viewer response function " + code.id() + " changes"));
            return Kept.isError(answer.status()) ? withPage(answer.status(), whole) : whole;
        }

        private EdgeAnswer finish(
                int status, Stage stage, String key, Duration keptFor, Map<String, String> shown, String why) {
            trace.add(stage.name().toLowerCase(Locale.ROOT) + ": " + status + (why.isEmpty() ? "" : ", " + why));
            return new EdgeAnswer(
                    status,
                    stage,
                    Objects.requireNonNull(behavior),
                    key,
                    asked,
                    admitted,
                    keptFor,
                    shown,
                    trace,
                    unknowns);
        }
    }
}
