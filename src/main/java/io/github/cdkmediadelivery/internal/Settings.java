package io.github.cdkmediadelivery.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.GeoRestriction;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.PriceClass;

/** The options that are one property of the distribution each. */
public record Settings(
        @Nullable String comment,
        @Nullable PriceClass priceClass,
        @Nullable String webAclArn,
        @Nullable String defaultRootObject,
        HttpVersion httpVersion,
        boolean enableIpv6,
        boolean enabled,
        List<String> allowedCountries,
        List<String> deniedCountries)
        implements Concern {

    public Settings {
        allowedCountries = List.copyOf(allowedCountries);
        deniedCountries = List.copyOf(deniedCountries);
    }

    @Override
    public List<Part> parts(Plan plan) {
        return webAclArn == null ? List.of() : List.of(new Part.WebAcl(webAclArn));
    }

    @Override
    public void describe(Distribution.Builder distribution, Placement facade) {
        distribution
                .comment(comment)
                .priceClass(priceClass)
                .webAclId(webAclArn)
                .defaultRootObject(defaultRootObject)
                .httpVersion(httpVersion)
                .enableIpv6(enableIpv6)
                .enabled(enabled);
        if (!allowedCountries.isEmpty()) {
            distribution.geoRestriction(GeoRestriction.allowlist(allowedCountries.toArray(String[]::new)));
        }
        if (!deniedCountries.isEmpty()) {
            distribution.geoRestriction(GeoRestriction.denylist(deniedCountries.toArray(String[]::new)));
        }
    }
}
