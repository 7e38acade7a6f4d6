package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cdkmediadelivery.simulator.PolicyDocument.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the origins of an assembly let a request in, by the policies that its templates write. */
final class OriginAccess {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String CLOUDFRONT = "cloudfront.amazonaws.com";
    private static final String IDENTITY = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ";
    private static final int GROUP = 3;
    private static final int CHANNEL = 4;
    private static final int ENDPOINT = 5;

    private final CloudAssembly assembly;
    private final List<Guard> guards = new ArrayList<>();
    private final Set<String> notModelled;

    /** By the ARNs of the keys. */
    private final Map<String, JsonNode> keyPolicies = new HashMap<>();

    /** The ARNs of secrets with those of their replicas, which hold the same value. */
    private final Map<String, List<String>> replicas = new HashMap<>();

    /** One way in: nothing where this guard is not of the host and path. */
    private interface Guard {
        Optional<Boolean> admits(OriginRequest request, Map<String, String> from);
    }

    OriginAccess(CloudAssembly assembly, Set<String> notModelled) {
        this.assembly = assembly;
        this.notModelled = notModelled;
        assembly.templates().values().forEach(in -> {
            in.resources("AWS::KMS::Key")
                    .forEach((id, properties) -> keyPolicies.put(
                            attribute(in, id, "Arn"),
                            assembly.value(in, properties).path("KeyPolicy")));
            in.resources("AWS::SecretsManager::Secret")
                    .forEach((id, properties) -> replicas.put(
                            reference(in, id), replicas(reference(in, id), assembly.value(in, properties))));
            in.resources("AWS::S3::Bucket")
                    .forEach((id, properties) -> guards.add(bucket(in, id, assembly.value(in, properties))));
            in.resources("AWS::MediaStore::Container")
                    .forEach((id, properties) -> guards.add(container(in, id, assembly.value(in, properties))));
            in.resources("AWS::MediaPackageV2::OriginEndpointPolicy")
                    .forEach((id, properties) -> guards.add(endpoint(in, assembly.value(in, properties))));
            in.resources("AWS::MediaPackage::OriginEndpoint")
                    .forEach((id, properties) -> guards.add(v1(in, id, assembly.value(in, properties))));
        });
        assembly.templates().values().forEach(in -> in.resources("AWS::MediaPackageV2::OriginEndpoint")
                .forEach((id, properties) -> guards.add(unguarded(in, names(assembly.value(in, properties))))));
    }

    /** Nothing where no template says who is let in. */
    Optional<Boolean> admits(OriginRequest request, Distribution from) {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("aws:SecureTransport", request.origin().protocol().equals("http-only") ? "false" : "true");
        context.put("aws:SourceArn", from.arn());
        context.put("aws:SourceAccount", from.arn().split(":", -1)[GROUP + 1]);
        request.headers().forEach((name, value) -> {
            if (name.equals("referer") || name.equals("user-agent")) {
                context.put(name.equals("referer") ? "aws:Referer" : "aws:UserAgent", value);
            }
        });
        return guards.stream()
                .map(guard -> guard.admits(request, context))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private String attribute(Template in, String id, String name) {
        return assembly.value(
                        in,
                        NODES.objectNode()
                                .set("Fn::GetAtt", NODES.arrayNode().add(id).add(name)))
                .asText();
    }

    private String reference(Template in, String id) {
        return assembly.value(in, NODES.objectNode().put("Ref", id)).asText();
    }

    /** The ARN of a replica is that of the secret but for the region. */
    private static List<String> replicas(String arn, JsonNode properties) {
        List<String> others = new ArrayList<>();
        properties.path("ReplicaRegions").forEach(replica -> {
            String[] parts = arn.split(":", -1);
            parts[GROUP] = replica.path("Region").asText();
            others.add(String.join(":", parts));
        });
        return others;
    }

    /** Whether what is shown is the value of this secret. */
    private boolean isOf(String secret, String shown) {
        return !shown.isEmpty()
                && (shown.contains(secret)
                        || replicas.getOrDefault(secret, List.of()).stream().anyMatch(shown::contains));
    }

    private static Question question(
            OriginRequest request, String action, String resource, Map<String, String> context) {
        String credential = request.credential();
        if (credential.equals("signature")) {
            return new Question("Service", List.of(CLOUDFRONT), action, resource, context);
        }
        Map<String, String> secure = Map.of("aws:SecureTransport", context.getOrDefault("aws:SecureTransport", "true"));
        if (credential.startsWith("service ")) {
            String[] parts = credential.split(" ", 3);
            Map<String, String> own = new LinkedHashMap<>(context);
            own.put("aws:SourceArn", parts[2]);
            own.put("aws:SourceAccount", parts[2].split(":", -1)[GROUP + 1]);
            return new Question("Service", List.of(parts[1]), action, resource, own);
        }
        if (credential.startsWith("identity ")) {
            String id = credential.substring("identity ".length());
            return new Question("AWS", List.of(IDENTITY + id), action, resource, secure);
        }
        Map<String, String> anonymous = new LinkedHashMap<>(context);
        anonymous.remove("aws:SourceArn");
        anonymous.remove("aws:SourceAccount");
        return new Question("", List.of(), action, resource, anonymous);
    }

    private Guard bucket(Template in, String id, JsonNode properties) {
        String arn = attribute(in, id, "Arn");
        List<String> hosts = List.of(attribute(in, id, "RegionalDomainName"), attribute(in, id, "DomainName"));
        String name = arn.replaceFirst(".*:::", "");
        Optional<JsonNode> policy = assembly.templates().values().stream()
                .flatMap(other -> other.resources("AWS::S3::BucketPolicy").values().stream()
                        .map(policyOf -> assembly.value(other, policyOf)))
                .filter(found -> found.path("Bucket").asText().equals(name))
                .map(found -> found.path("PolicyDocument"))
                .findFirst();
        JsonNode encryption =
                properties.at("/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault");
        return (request, context) -> {
            if (!hosts.contains(request.origin().host())) {
                return Optional.empty();
            }
            boolean reads = policy.filter(
                            document -> allows(document, request, "s3:GetObject", arn + request.path(), context))
                    .isPresent();
            return Optional.of(reads && decrypts(encryption, request, context));
        };
    }

    private boolean decrypts(JsonNode encryption, OriginRequest request, Map<String, String> context) {
        if (!encryption.path("SSEAlgorithm").asText().startsWith("aws:kms")) {
            return true;
        }
        String key = encryption.path("KMSMasterKeyID").asText();
        if (keyPolicies.containsKey(key)) {
            return allows(keyPolicies.get(key), request, "kms:Decrypt", key, context);
        }
        notModelled.add("policy of a key that is not of the assembly: " + key);
        return true;
    }

    /** A signature names the service that it is for; of a control that is in no template it is taken to be right. */
    private static boolean isSignedForAnother(OriginRequest request, String action) {
        String service = action.startsWith("kms:") ? "s3" : action.substring(0, action.indexOf(':'));
        return request.credential().equals("signature")
                && !List.of(service, "unknown").contains(request.origin().signing());
    }

    /** A canonical user is the identity that AWS made it of. */
    private boolean allows(
            JsonNode document, OriginRequest request, String action, String resource, Map<String, String> context) {
        if (isSignedForAnother(request, action)) {
            return false;
        }
        Question asked = question(request, action, resource, context);
        if (asked.type().equals("AWS")) {
            Question canonical = new Question(
                    "CanonicalUser",
                    List.of("canonical-user-of-" + request.credential().substring("identity ".length())),
                    action,
                    resource,
                    asked.context());
            PolicyDocument policy = new PolicyDocument(document);
            return policy.allows(canonical, notModelled) || policy.allows(asked, notModelled);
        }
        return new PolicyDocument(document).allows(asked, notModelled);
    }

    private Guard container(Template in, String id, JsonNode properties) {
        String host = attribute(in, id, "Endpoint").replaceFirst("^https://", "");
        String arn = "arn:aws:mediastore:" + in.region() + ":" + in.account() + ":container/"
                + properties.path("ContainerName").asText();
        Optional<JsonNode> policy = json(properties.path("Policy").asText());
        if (policy.isEmpty()) {
            notModelled.add("policy of the container " + id + ", which is not known");
        }
        return (request, context) -> policy.filter(
                        unused -> request.origin().host().equals(host))
                .map(document -> allows(document, request, "mediastore:GetObject", arn + request.path(), context));
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(new ObjectMapper().readTree(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(JsonNode properties) {
        return List.of(
                properties.path("ChannelGroupName").asText(),
                properties.path("ChannelName").asText(),
                properties.path("OriginEndpointName").asText());
    }

    private static boolean isOf(Template in, List<String> names, OriginRequest request) {
        String[] parts = request.path().split("/", -1);
        return request.origin().host().contains(".mediapackagev2." + in.region() + ".")
                && parts.length > ENDPOINT
                && List.of(parts[GROUP], parts[CHANNEL], parts[ENDPOINT]).equals(names);
    }

    /** An endpoint without a policy answers nobody: the guards of policies come first. */
    private static Guard unguarded(Template in, List<String> names) {
        return (request, context) -> isOf(in, names, request) ? Optional.of(false) : Optional.empty();
    }

    /** By the names in the path and the region: the host of an imported group is in no template. */
    private Guard endpoint(Template in, JsonNode policy) {
        List<String> names = names(policy);
        String arn = "arn:" + in.pseudoParameter("AWS::Partition").asText() + ":mediapackagev2:" + in.region() + ":"
                + in.account() + ":channelGroup/" + names.get(0) + "/channel/" + names.get(1) + "/originEndpoint/"
                + names.get(2);
        return (request, context) -> {
            if (!isOf(in, names, request)) {
                return Optional.empty();
            }
            Map<String, String> more = new LinkedHashMap<>(context);
            String shown = request.headers().getOrDefault("x-mediapackagev2-cdnidentifier", "");
            boolean matching =
                    policy.at("/CdnAuthConfiguration/CdnIdentifierSecretArns").isArray()
                            && contains(policy.at("/CdnAuthConfiguration/CdnIdentifierSecretArns"), shown);
            more.put("mediapackagev2:RequestHasMatchingCdnAuthHeader", String.valueOf(matching));
            String action =
                    request.method().equals("HEAD") ? "mediapackagev2:GetHeadObject" : "mediapackagev2:GetObject";
            return Optional.of(allows(policy.path("Policy"), request, action, arn, more));
        };
    }

    private boolean contains(JsonNode secrets, String reference) {
        for (JsonNode secret : secrets) {
            if (isOf(secret.asText(), reference)) {
                return true;
            }
        }
        return false;
    }

    private Guard v1(Template in, String id, JsonNode properties) {
        String url = attribute(in, id, "Url");
        String secret = properties.at("/Authorization/CdnIdentifierSecret").asText();
        return (request, context) -> {
            String[] parts = url.split("/", -1);
            if (!request.origin().host().equals(parts[2])
                    || !request.path().startsWith("/out/v1/" + parts[GROUP + 2] + "/")) {
                return Optional.empty();
            }
            String shown = request.headers().getOrDefault("x-mediapackage-cdnidentifier", "");
            return Optional.of(secret.isEmpty() || isOf(secret, shown));
        };
    }
}
