package io.github.cdkmediadelivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/**
 * Invents what CloudFormation would return for a resource once it is deployed: names, ids, ARNs and hosts.
 *
 * @param text the value of a property, which may itself refer to another resource
 */
record FakeResource(String logicalId, JsonNode definition, Function<JsonNode, String> text) {

    private static final String DIGITS_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String REGION = Resolved.REGION;

    String ref() {
        return switch (type()) {
            case "AWS::CloudFront::Distribution", "AWS::CloudFront::OriginAccessControl" -> "E" + code(13);
            case "AWS::CloudFront::PublicKey" -> "K" + code(13);
            case "AWS::CloudFront::CachePolicy",
                    "AWS::CloudFront::KeyGroup",
                    "AWS::CloudFront::OriginRequestPolicy",
                    "AWS::CloudFront::ResponseHeadersPolicy",
                    "AWS::KMS::Key" -> uuid();
            case "AWS::CertificateManager::Certificate",
                    "AWS::CloudFront::Function",
                    "AWS::IAM::ManagedPolicy",
                    "AWS::Lambda::Version",
                    "AWS::MediaPackageV2::Channel",
                    "AWS::MediaPackageV2::ChannelGroup",
                    "AWS::MediaPackageV2::OriginEndpoint",
                    "AWS::SNS::Topic",
                    "AWS::SecretsManager::Secret" -> arn();
            case "AWS::IAM::Role" -> name("RoleName");
            case "AWS::Lambda::Function" -> name("FunctionName");
            case "AWS::MediaPackage::Channel", "AWS::MediaPackage::OriginEndpoint" -> name("Id");
            case "AWS::MediaStore::Container" -> name("ContainerName");
            case "AWS::MediaTailor::PlaybackConfiguration" -> name("Name");
            case "AWS::S3::Bucket" -> name("BucketName").toLowerCase(Locale.ROOT);
            case "AWS::WAFv2::WebACL" -> name("Name") + "|" + uuid() + "|" + property("Scope");
            default -> logicalId;
        };
    }

    JsonNode attribute(String name) {
        var value =
                switch (type() + "." + name) {
                    case "AWS::CloudFront::Distribution.DomainName" -> "d" + host() + ".cloudfront.net";
                    case "AWS::S3::Bucket.DomainName" -> ref() + ".s3.amazonaws.com";
                    case "AWS::S3::Bucket.RegionalDomainName" -> ref() + ".s3." + REGION + ".amazonaws.com";
                    case "AWS::MediaStore::Container.Endpoint" ->
                        "https://" + host() + ".data.mediastore." + REGION + ".amazonaws.com";
                    case "AWS::MediaPackage::OriginEndpoint.Url" ->
                        "https://" + host() + ".mediapackage." + REGION + ".amazonaws.com/out/v1/" + host()
                                + "/index.m3u8";
                    case "AWS::MediaPackageV2::ChannelGroup.EgressDomain" ->
                        host() + ".egress.mediapackagev2." + REGION + ".amazonaws.com";
                    case "AWS::MediaTailor::PlaybackConfiguration.HlsConfiguration.ManifestEndpointPrefix" ->
                        mediaTailor("/v1/master/");
                    case "AWS::MediaTailor::PlaybackConfiguration.DashConfiguration.ManifestEndpointPrefix" ->
                        mediaTailor("/v1/dash/");
                    case "AWS::MediaTailor::PlaybackConfiguration.SessionInitializationEndpointPrefix" ->
                        mediaTailor("/v1/session/");
                    default -> name.endsWith("Arn") || name.endsWith("ARN") ? arn() : other(name);
                };
        var text = TextNode.valueOf(value);
        return name.endsWith("Urls") ? JsonNodeFactory.instance.arrayNode().add(text) : text;
    }

    private String arn() {
        return switch (type()) {
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + ref();
            case "AWS::IAM::Role" -> arn("iam", "", "role/" + ref());
            case "AWS::IAM::ManagedPolicy" -> arn("iam", "", "policy/" + logicalId);
            case "AWS::CloudFront::Function" -> arn("cloudfront", "", "function/" + name("Name"));
            case "AWS::CloudFront::KeyValueStore" -> arn("cloudfront", "", "key-value-store/" + uuid());
            case "AWS::CertificateManager::Certificate" -> arn("acm", "us-east-1", "certificate/" + uuid());
            case "AWS::KMS::Key" -> arn("kms", REGION, "key/" + uuid());
            case "AWS::Lambda::Function" -> arn("lambda", REGION, "function:" + ref());
            case "AWS::Lambda::Version" -> arn("lambda", REGION, "function:" + property("FunctionName") + ":1");
            case "AWS::SecretsManager::Secret" ->
                arn("secretsmanager", REGION, "secret:" + name("Name") + "-" + code(6));
            case "AWS::SNS::Topic" -> arn("sns", REGION, name("TopicName"));
            case "AWS::MediaStore::Container" -> arn("mediastore", REGION, "container/" + ref());
            case "AWS::MediaPackageV2::ChannelGroup" ->
                arn("mediapackagev2", REGION, "channelGroup/" + property("ChannelGroupName"));
            case "AWS::MediaPackageV2::Channel" ->
                arn(
                        "mediapackagev2",
                        REGION,
                        "channelGroup/" + property("ChannelGroupName") + "/channel/" + property("ChannelName"));
            case "AWS::MediaPackageV2::OriginEndpoint" ->
                arn(
                        "mediapackagev2",
                        REGION,
                        "channelGroup/" + property("ChannelGroupName") + "/channel/" + property("ChannelName")
                                + "/originEndpoint/" + property("OriginEndpointName"));
            case "AWS::MediaTailor::PlaybackConfiguration" ->
                arn("mediatailor", REGION, "playbackConfiguration/" + ref());
            default -> {
                var parts = type().toLowerCase(Locale.ROOT).split("::", -1);
                yield arn(parts[1], REGION, parts[2] + "/" + logicalId);
            }
        };
    }

    private String other(String attribute) {
        return attribute.endsWith("Id") ? ref() : logicalId + "-" + attribute;
    }

    private String mediaTailor(String path) {
        return "https://" + host() + ".mediatailor." + REGION + ".amazonaws.com" + path + host() + "/" + ref() + "/";
    }

    private String type() {
        return definition.path("Type").asText();
    }

    private String property(String name) {
        return text.apply(definition.path("Properties").path(name));
    }

    /** The name that the template gives the resource, or one such as CloudFormation generates. */
    private String name(String property) {
        return definition.path("Properties").has(property) ? property(property) : "test-" + logicalId + "-" + code(12);
    }

    private static String arn(String service, String region, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + Resolved.ACCOUNT + ":" + resource;
    }

    private String uuid() {
        return UUID.nameUUIDFromBytes(logicalId.getBytes(UTF_8)).toString();
    }

    private String host() {
        return code(13).toLowerCase(Locale.ROOT);
    }

    private String code(int length) {
        return new Random(logicalId.hashCode())
                .ints(length, 0, DIGITS_AND_LETTERS.length())
                .collect(
                        StringBuilder::new,
                        (code, index) -> code.append(DIGITS_AND_LETTERS.charAt(index)),
                        StringBuilder::append)
                .toString();
    }
}
