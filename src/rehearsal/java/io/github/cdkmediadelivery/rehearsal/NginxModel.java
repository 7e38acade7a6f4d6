package io.github.cdkmediadelivery.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.simulator.Behavior;
import io.github.cdkmediadelivery.simulator.CachePolicy;
import io.github.cdkmediadelivery.simulator.Code;
import io.github.cdkmediadelivery.simulator.Distribution;
import io.github.cdkmediadelivery.simulator.Origin;
import io.github.cdkmediadelivery.simulator.OriginGroup;
import io.github.cdkmediadelivery.simulator.ResponseHeaders;
import io.github.cdkmediadelivery.simulator.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model of distributions as the script in nginx reads it. What it cannot rehearse is refused. */
final class NginxModel {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> publicKeys;
    private final List<Code> functions = new ArrayList<>();
    private final ArrayNode distributions = JSON.createArrayNode();

    /** @param publicKeys PEMs, by the ids that signers name */
    NginxModel(List<Distribution> all, Map<String, String> publicKeys) {
        this.publicKeys = publicKeys;
        all.forEach(distribution -> distributions.add(of(distribution)));
    }

    /** A module that exports the model. */
    String script() {
        return "export default " + distributions + ";\n";
    }

    /** The functions, in the order in which the model numbers them. */
    List<Code> functions() {
        return functions;
    }

    private ObjectNode of(Distribution distribution) {
        refuse(
                !distribution.groups().stream().allMatch(NginxConfiguration::knows),
                distribution,
                "an origin group by quality, or by 400 or 416");
        refuse(!distribution.countries().type().equals("none"), distribution, "countries");
        refuse(distribution.errors().stream().anyMatch(entry -> !entry.page().isEmpty()), distribution, "error pages");
        ObjectNode data = JSON.createObjectNode();
        data.put("id", distribution.id());
        data.put("domainName", distribution.domainName());
        data.put("root", distribution.rootObject());
        distribution.webAcl().ifPresent(acl -> data.set("webAcl", JSON.valueToTree(acl)));
        ArrayNode errors = data.putArray("errors");
        distribution.errors().forEach(entry -> errors.addObject()
                .put("code", entry.code())
                .put("floor", entry.floor().toSeconds()));
        ArrayNode behaviors = data.putArray("behaviors");
        distribution.behaviors().forEach(behavior -> behaviors.add(of(distribution, behavior)));
        return data;
    }

    private static void refuse(boolean unable, Distribution distribution, String what) {
        if (unable) {
            throw new IllegalArgumentException("rehearsal: does not know " + what + ", met at " + distribution.id());
        }
    }

    private ObjectNode of(Distribution distribution, Behavior behavior) {
        refuse(behavior.viewerResponse().isPresent(), distribution, "viewer response functions");
        refuse(behavior.viewerRequest().filter(code -> !code.isKnown()).isPresent(), distribution, "Lambda@Edge");
        ObjectNode data = JSON.createObjectNode();
        data.put("protocol", behavior.protocol());
        data.set("methods", JSON.valueToTree(behavior.methods()));
        if (behavior.isSigned()) {
            ObjectNode keys = data.putObject("keys");
            publicKeys.forEach((id, pem) -> keys.put(id, pem.replaceAll("-----[A-Z ]+-----|\\s", "")));
        }
        data.put("function", behavior.viewerRequest().map(this::number).orElse(-1));
        CachePolicy cache = behavior.cache();
        data.putObject("cache")
                .put("min", cache.min().toSeconds())
                .put("usual", cache.usual().toSeconds())
                .put("max", cache.max().toSeconds())
                .put("gzip", cache.gzip())
                .put("brotli", cache.brotli())
                .setAll(selections(cache.headers(), cache.cookies(), cache.queryStrings()));
        data.putObject("forward")
                .setAll(selections(
                        behavior.forward().headers(),
                        behavior.forward().cookies(),
                        behavior.forward().queryStrings()));
        behavior.responseHeaders().ifPresent(policy -> data.set("responseHeaders", of(policy)));
        int group = group(distribution, behavior);
        data.put("inner", NginxConfiguration.inner(distributions.size(), group));
        data.put(
                "failing",
                group < 0 ? 0 : distribution.groups().get(group).statusCodes().get(0));
        ArrayNode origins = data.putArray("origins");
        distribution.origins(behavior).forEach(origin -> origins.add(of(origin)));
        return data;
    }

    /** Which one; less than none where it asks one origin. */
    private static int group(Distribution distribution, Behavior behavior) {
        return distribution.groups().stream().map(OriginGroup::id).toList().indexOf(behavior.target());
    }

    private int number(Code code) {
        if (!functions.contains(code)) {
            functions.add(code);
        }
        return functions.indexOf(code);
    }

    private static Map<String, ObjectNode> selections(Selection headers, Selection cookies, Selection queryStrings) {
        return Map.of(
                "headers", JSON.valueToTree(headers),
                "cookies", JSON.valueToTree(cookies),
                "queryStrings", JSON.valueToTree(queryStrings));
    }

    private static ObjectNode of(ResponseHeaders policy) {
        ObjectNode data = JSON.createObjectNode();
        data.set("headers", JSON.valueToTree(policy.headers()));
        data.set("overriding", JSON.valueToTree(policy.overriding()));
        data.set("removed", JSON.valueToTree(policy.removed()));
        Optional<ResponseHeaders.Cors> cors = policy.cors();
        cors.ifPresent(rules -> data.putObject("cors")
                .put("credentials", rules.credentials())
                .put("override", rules.override())
                .setAll(Map.of(
                        "origins", JSON.valueToTree(rules.origins()),
                        "exposed", JSON.valueToTree(rules.exposed()))));
        return data;
    }

    private static ObjectNode of(Origin origin) {
        ObjectNode data = JSON.createObjectNode();
        data.put("host", origin.host());
        data.put("path", origin.path());
        data.set("headers", JSON.valueToTree(origin.headers()));
        data.put(
                "credential",
                !origin.signing().isEmpty()
                        ? "signature"
                        : origin.identity().isEmpty() ? "" : "identity " + origin.identity());
        return data;
    }
}
