package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Part;
import io.github.cdkmediadelivery.internal.Plan;
import io.github.cdkmediadelivery.simulator.ReviewPlugin;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.constructs.Construct;

/**
 * What every facade is: a construct around one CloudFront distribution, which is its {@code node.defaultChild}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.html">Work
 *     with distributions</a>
 */
public abstract sealed class DeliveryDistribution extends Construct
        permits MediaPackageOriginDistribution, PackagerDistribution, MediaTailorDistribution, FileStoreDistribution {

    private final @Nullable String ownName;
    private @Nullable Distribution distribution;
    private @Nullable Plan plan;

    DeliveryDistribution(DeliveryBuilder<?> options) {
        super(options.at().scope(), options.id());
        ownName = options.ownName();
    }

    /** Makes the plan true; a facade does so once, with the origin of its content. */
    final Distribution deliver(Plan plan, IOrigin content) {
        Distribution defined = plan.define(this, content);
        plan.at().shared().reviewedBy(ReviewPlugin.ofTheLibrarysDistributions());
        distribution = defined;
        this.plan = plan;
        return defined;
    }

    /** {@return the distribution, for what CloudFront offers beyond this construct, such as metrics} */
    public final Distribution getDistribution() {
        return Objects.requireNonNull(distribution, "every facade delivers its plan");
    }

    /** {@return the name under which viewers reach the distribution: the owner's first one, else CloudFront's} */
    public final String getDomainName() {
        return ownName != null ? ownName : getDistribution().getDistributionDomainName();
    }

    /** What of it, and behind it, has metrics of its own. */
    List<Part> parts() {
        return Objects.requireNonNull(plan, "every facade delivers its plan").parts();
    }

    /** A URL of this distribution. */
    final String url(String path) {
        return "https://" + getDomainName() + path;
    }
}
