package io.github.cdkmediadelivery.internal;

import java.util.Objects;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.cloudfront.Distribution;

/**
 * The id that a distribution has since it was deployed, said for policies that cannot refer to it. It is noted beside
 * the resource, so that who reads the templates, as the review does, knows whom those policies let in.
 */
public record DeployedDistribution(String id) implements Concern {

    /** In the metadata of the resource, which CloudFormation keeps and CloudFront never sees. */
    public static final String METADATA = "cdk-media-delivery:deployedDistributionId";

    @Override
    public void complete(Distribution distribution, Placement facade) {
        CfnResource resource =
                (CfnResource) Objects.requireNonNull(distribution.getNode().getDefaultChild());
        resource.addMetadata(METADATA, id);
    }
}
