package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awscdk.Stack;

/**
 * A stack with one MediaStore container and one distribution, as it is after deployment: the container's policy, and
 * the requests that the distribution makes of the container.
 */
record DeployedStore(Resources template, FakeSecrets secrets) {

    static final String DISTRIBUTION_ID = "E1DEPLOYED0NE";
    static final String CONTAINER = "AWS::MediaStore::Container";
    static final String SECRET = "AWS::SecretsManager::Secret";

    private static final Map<String, String> KEYS =
            Map.of("Referer", "aws:Referer", "User-Agent", "aws:UserAgent", "referer", "aws:Referer");

    static DeployedStore of(Consumer<Stack> build) {
        return of(new FakeSecrets(), build);
    }

    static DeployedStore of(FakeSecrets secrets, Consumer<Stack> build) {
        return new DeployedStore(Resources.of(build), secrets);
    }

    /** The container's policy, with the values of the secrets. */
    JsonNode policy() {
        return secrets.json(policyWithReferences());
    }

    Guard guard() {
        return new Guard(policy());
    }

    String policyWithReferences() {
        return resolved(template.only(CONTAINER).path("Policy")).asText();
    }

    /** The headers that the distribution adds to each request, with the values of the secrets. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headersWithReferences().forEach((name, value) -> headers.put(name, secrets.in(value)));
        return headers;
    }

    Map<String, String> headersWithReferences() {
        Map<String, String> headers = new LinkedHashMap<>();
        template.origin()
                .path("OriginCustomHeaders")
                .forEach(header -> headers.put(
                        header.path("HeaderName").asText(),
                        resolved(header.path("HeaderValue")).asText()));
        return headers;
    }

    /** The distribution's own request for a segment: signed where it has an access control, with its headers. */
    Request reads() {
        return asks("mediastore:GetObject");
    }

    Request asks(String action) {
        var origin = template.origin();
        var request = IamSimulator.request(action).on(objects() + "/channel/index.m3u8");
        if (origin.has("OriginAccessControlId")) {
            request =
                    request.byService("cloudfront.amazonaws.com").with("aws:SourceArn", distribution(DISTRIBUTION_ID));
        } else {
            request = request.anonymously();
        }
        for (var header : headers().entrySet()) {
            request = request.with(KEYS.getOrDefault(header.getKey(), header.getKey()), header.getValue());
        }
        return request.with("aws:SecureTransport", usesTls(origin));
    }

    /** The ARN before the path of an object. */
    String objects() {
        return "arn:aws:mediastore:%s:%s:container/%s"
                .formatted(
                        Resolved.REGION,
                        Resolved.ACCOUNT,
                        resolved(template.only(CONTAINER).path("ContainerName")).asText());
    }

    static String distribution(String id) {
        return "arn:aws:cloudfront::" + Resolved.ACCOUNT + ":distribution/" + id;
    }

    private static String usesTls(JsonNode origin) {
        var protocol = origin.at("/CustomOriginConfig/OriginProtocolPolicy").asText();
        return String.valueOf(protocol.equals("https-only"));
    }

    private JsonNode resolved(JsonNode part) {
        return Resolved.of(template.template())
                .with(template.id(Resources.DISTRIBUTION), DISTRIBUTION_ID)
                .value(part);
    }
}
