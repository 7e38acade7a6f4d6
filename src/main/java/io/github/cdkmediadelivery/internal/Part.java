package io.github.cdkmediadelivery.internal;

import java.util.Optional;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.interfaces.cloudfront.IFunctionRef;

/** What is part of a distribution, or behind it, and has metrics of its own. */
public sealed interface Part {

    /** A CloudFront function. */
    record EdgeFunction(IFunctionRef function) implements Part {

        /** As metrics call it. Cut from the ARN: a name that holds its stack's own id means another one elsewhere. */
        public String name() {
            return Fn.select(1, Fn.split("/", function.getFunctionRef().getFunctionArn()));
        }
    }

    /** A web ACL, of whose metrics the ARN does not tell the name. */
    record WebAcl(String arn) implements Part {}

    /** An endpoint of MediaPackage v2. */
    record Endpoint(V2Endpoint endpoint) implements Part {}

    /** An endpoint of MediaPackage v2 that serves where another one fails. */
    record Standby(V2Endpoint endpoint) implements Part {}

    /** An endpoint of MediaPackage v1, known by its names where it is of the same app. */
    record EndpointOfV1(String region, Optional<Named> names) implements Part {

        /** As MediaPackage's metrics call it. */
        public record Named(String channel, String endpoint) {}
    }

    /**
     * A playback configuration of MediaTailor.
     *
     * @param region empty where nobody knows it
     */
    record Ads(String name, String region) implements Part {}
}
