package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.internal.DeployedDistribution;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What a resource says of itself once it is deployed: made up of its logical id, in the form that its service has.
 *
 * @param text evaluates a property
 * @param nested an output of a nested stack
 */
record DeployedResource(
        Template in,
        String logicalId,
        JsonNode definition,
        Function<JsonNode, String> text,
        BinaryOperator<String> nested) {

    private static final int SHORT = 12;

    String ref() {
        return switch (type()) {
            case "AWS::CloudFront::Distribution" ->
                definition
                        .path("Metadata")
                        .path(DeployedDistribution.METADATA)
                        .asText("E" + hash().toUpperCase(Locale.ROOT));
            case "AWS::CloudFront::CloudFrontOriginAccessIdentity" -> "E" + hash().toUpperCase(Locale.ROOT);
            case "AWS::S3::Bucket" -> name("BucketName");
            case "AWS::KMS::Key" -> uuid();
            case "AWS::MediaPackageV2::ChannelGroup",
                    "AWS::MediaPackageV2::Channel",
                    "AWS::MediaPackageV2::OriginEndpoint" -> attribute("Arn");
            case "AWS::SecretsManager::Secret", "AWS::WAFv2::WebACL", "AWS::CertificateManager::Certificate" ->
                attribute("Arn");
            case "" -> "<" + logicalId + ">";
            default -> in.stack() + "-" + logicalId;
        };
    }

    String attribute(String name) {
        if (name.startsWith("Outputs.")) {
            return nested.apply(in.stack() + "/" + logicalId, name.substring("Outputs.".length()));
        }
        return switch (type() + "." + name) {
            case "AWS::CloudFront::Distribution.DomainName" -> domainName();
            case "AWS::CloudFront::CloudFrontOriginAccessIdentity.S3CanonicalUserId" -> "canonical-user-of-" + ref();
            case "AWS::S3::Bucket.Arn" -> "arn:" + partition() + ":s3:::" + ref();
            case "AWS::S3::Bucket.RegionalDomainName" -> ref() + ".s3." + in.region() + "." + suffix();
            case "AWS::S3::Bucket.DomainName" -> ref() + ".s3." + suffix();
            case "AWS::KMS::Key.Arn" -> arn("kms", "key/" + uuid());
            case "AWS::MediaPackageV2::ChannelGroup.EgressDomain" ->
                hash() + ".egress." + hash() + ".mediapackagev2." + in.region() + "." + suffix();
            case "AWS::MediaPackageV2::ChannelGroup.Arn" ->
                arn("mediapackagev2", "channelGroup/" + property("ChannelGroupName"));
            case "AWS::MediaPackageV2::OriginEndpoint.Arn" ->
                arn(
                        "mediapackagev2",
                        "channelGroup/" + property("ChannelGroupName") + "/channel/" + property("ChannelName")
                                + "/originEndpoint/" + property("OriginEndpointName"));
            case "AWS::MediaPackage::OriginEndpoint.Url" ->
                "https://" + hash() + ".mediapackage." + in.region() + "." + suffix() + "/out/v1/" + hash()
                        + "/index.m3u8";
            case "AWS::MediaStore::Container.Endpoint" ->
                "https://" + hash() + ".data.mediastore." + in.region() + "." + suffix();
            case "AWS::WAFv2::WebACL.Arn" -> arn("wafv2", "global/webacl/" + logicalId + "/" + uuid());
            case "AWS::SecretsManager::Secret.Arn" -> arn("secretsmanager", "secret:" + logicalId + "-AbCdEf");
            case "AWS::CertificateManager::Certificate.Arn" -> arn("acm", "certificate/" + uuid());
            default ->
                name.endsWith("Arn") || name.endsWith("ARN")
                        ? arn("service", in.stack() + "-" + logicalId)
                        : in.stack() + "-" + logicalId + "-" + name;
        };
    }

    String domainName() {
        return "d" + hash() + ".cloudfront.net";
    }

    private String type() {
        return definition.path("Type").asText();
    }

    private String property(String name) {
        return text.apply(definition.path("Properties").path(name));
    }

    private String name(String property) {
        return definition.path("Properties").has(property)
                ? property(property)
                : (in.stack() + "-" + logicalId + "-" + hash()).toLowerCase(Locale.ROOT);
    }

    private String arn(String service, String resource) {
        return "arn:" + partition() + ":" + service + ":" + in.region() + ":" + in.account() + ":" + resource;
    }

    private String partition() {
        return in.pseudoParameter("AWS::Partition").asText();
    }

    private String suffix() {
        return in.pseudoParameter("AWS::URLSuffix").asText();
    }

    private String uuid() {
        return UUID.nameUUIDFromBytes((in.stack() + "/" + logicalId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private String hash() {
        return uuid().replace("-", "").substring(0, SHORT);
    }
}
