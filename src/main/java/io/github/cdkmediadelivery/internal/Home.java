package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tokenization;

/** Where a resource of the app is that is named by a token: its text cannot be looked at, its stack can. */
public final class Home {

    private Home() {}

    /**
     * The region of the stack that defines the resource, if the token is a reference to one of this type and the region
     * is known; else empty. Takes requests, so ask where an option is used that few use.
     */
    public static String regionOf(String token, Class<? extends CfnResource> type) {
        if (Check.isToken(token)
                && Tokenization.reverse(token) instanceof Reference reference
                && type.isInstance(reference.getTarget())) {
            String region = Stack.of(reference.getTarget()).getRegion();
            return Check.isToken(region) ? "" : region;
        }
        return "";
    }

    /** The region of something that is of the app, or whose ARN says it; else empty. Takes two requests. */
    public static String knownRegionOf(IResource resource) {
        String region = resource.getEnv().getRegion();
        return Check.isToken(region) ? "" : region;
    }

    /** Refuses what CloudFront would not find, since it looks in one region. */
    public static void checkIn(
            String region, String token, Class<? extends CfnResource> type, String rule, String fix) {
        String its = regionOf(token, type);
        Check.that(its.isEmpty() || its.equals(region), rule, its, fix);
    }
}
