package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Limits;
import io.github.cdkmediadelivery.internal.QuotaReview;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.App;

/**
 * Counts, at synthesis, what an app will create against the quotas of CloudFront and CloudFormation: from 80 % it
 * warns, above 100 % the synthesis fails. A deployment would find out only after it has made half of it.
 *
 * <pre>{@code
 * DeliveryQuotas.defaults().raised("AWS::CloudFront::CachePolicy", 40).guard(app);
 * }</pre>
 *
 * <p>Counted are the resources of this app, account by account; what the account holds besides is not known here.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html">Quotas of
 *     CloudFront</a>
 */
public final class DeliveryQuotas extends Value<SortedMap<String, Integer>> {

    private DeliveryQuotas(SortedMap<String, Integer> perAccount) {
        super(perAccount);
    }

    /**
     * AWS's defaults.
     *
     * @return the quotas
     */
    public static DeliveryQuotas defaults() {
        return new DeliveryQuotas(Limits.PER_ACCOUNT);
    }

    /**
     * {@return the same, with a quota that AWS has raised for the account}
     *
     * @param resourceType for example {@code AWS::CloudFront::CachePolicy}
     * @param limit more than the default
     * @throws IllegalArgumentException {@code raised: must be a resource type that is counted …}, or {@code raised:
     *     must be more than the default …}
     */
    public DeliveryQuotas raised(String resourceType, int limit) {
        Check.present("resourceType", resourceType);
        Integer usual = Limits.PER_ACCOUNT.get(resourceType);
        if (usual == null) {
            throw Check.refusal(
                    "raised: must be a resource type that is counted",
                    resourceType,
                    "use one of " + Limits.PER_ACCOUNT.keySet());
        }
        Check.that(limit > usual, "raised: must be more than the default of " + usual, limit, "remove it");
        SortedMap<String, Integer> changed = new TreeMap<>(chosen());
        changed.put(resourceType, limit);
        return new DeliveryQuotas(changed);
    }

    /**
     * Counts at each synthesis of the app.
     *
     * @param app the app
     */
    public void guard(App app) {
        Check.present("app", app);
        QuotaReview.guard(app, chosen());
    }
}
