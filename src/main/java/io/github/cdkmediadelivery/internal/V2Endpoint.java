package io.github.cdkmediadelivery.internal;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;

/**
 * An endpoint of MediaPackage v2, and whose its policy is. It is its ARN: the same names exist in another region or
 * account, and are another endpoint there.
 *
 * @param resource where it is of the same app
 * @param policyStack that its policy is written in, where that is the user's choice
 */
public record V2Endpoint(
        String group,
        String channel,
        String name,
        String arn,
        PolicyOwner policyOwner,
        @Nullable CfnOriginEndpoint resource,
        @Nullable Stack policyStack) {

    private static final String HERE =
            "arn:" + Aws.PARTITION + ":mediapackagev2:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":";
    private static final String ROOT = "uriPathType=ROOT";

    /** Who writes the endpoint's policy. */
    public enum PolicyOwner {
        THIS_APP,
        /** The user, who asks for the statements. */
        THE_USER,
        SOMEONE_ELSE
    }

    /** An endpoint of the region and account in whose template it is named. */
    public static V2Endpoint here(String group, String channel, String name) {
        return new V2Endpoint(
                group,
                channel,
                name,
                HERE + "channelGroup/" + group + "/channel/" + channel + "/originEndpoint/" + name,
                PolicyOwner.SOMEONE_ELSE,
                null,
                null);
    }

    /** Whether it is of the region and account in whose template it is named. */
    public boolean isHere() {
        return arn.startsWith(HERE);
    }

    public V2Endpoint ownedBy(PolicyOwner owner) {
        return new V2Endpoint(group, channel, name, arn, owner, resource, null);
    }

    public V2Endpoint withPolicyIn(Stack stack) {
        return new V2Endpoint(group, channel, name, arn, PolicyOwner.THIS_APP, resource, stack);
    }

    V2Endpoint withoutPolicyStack() {
        return new V2Endpoint(group, channel, name, arn, policyOwner, resource, null);
    }

    /** The folder that holds everything of this endpoint and nothing else. */
    public String path() {
        return "/out/v1/" + group + "/" + channel + "/" + name;
    }

    /** That of its ARN, or of the stack that has it; empty where neither is known. */
    public String region() {
        if (resource != null) {
            return Placement.of(resource).region();
        }
        return Check.isToken(arn) ? "" : arn.split(":", 5)[3];
    }

    /** The ARN for people to read: with place holders where only the deployment knows it. */
    public String shownArn() {
        return Check.isToken(arn)
                ? "arn:aws:mediapackagev2:REGION:ACCOUNT:channelGroup/" + shown(group, "GROUP") + "/channel/"
                        + shown(channel, "CHANNEL") + "/originEndpoint/" + shown(name, "ENDPOINT")
                : arn;
    }

    private static String shown(String name, String placeholder) {
        return Check.isToken(name) ? placeholder : name;
    }

    /** Partition, region and account, as far as they are known. */
    public KnownArn place() {
        return new KnownArn(arn);
    }

    /**
     * Refuses manifests whose URLs begin with a slash: what stands before the path of the manifest is not in them.
     *
     * <p>Only where the resource is of the same app; its properties are read for nothing else.
     */
    public void checkRelative(Placement at) {
        if (resource != null) {
            Check.that(
                    !String.valueOf(at.stack().resolve(resource.getHlsManifests()))
                                    .contains(ROOT)
                            && !String.valueOf(at.stack().resolve(resource.getDashManifests()))
                                    .contains(ROOT),
                    "viewerAccess: must not be an access token where a manifest has UriPathType ROOT, whose URLs drop it",
                    this,
                    "leave uriPathType out, or use ViewerAccess.signedCookies(…)");
        }
    }

    /** The same for the same endpoint, however often a value that only the deployment knows was asked for. */
    String identity(Stack stack) {
        return resource == null && Check.isToken(path()) ? String.valueOf(stack.resolve(arn)) : arn;
    }

    /** Of it ids are made: the same at each synthesis, whatever else the app defines. */
    String digest(Stack stack) {
        if (resource != null) {
            return SharedResources.digest(
                    Check.isToken(path()) ? resource.getNode().getPath() : path());
        }
        // The text of a token counts the tokens that were made before it.
        return SharedResources.digest(Check.isToken(arn) ? String.valueOf(stack.resolve(arn)) : arn);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof V2Endpoint that && arn.equals(that.arn);
    }

    @Override
    public int hashCode() {
        return arn.hashCode();
    }

    /** The endpoint's folder. */
    @Override
    public String toString() {
        return path();
    }
}
