package io.github.cdkmediadelivery;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.SSLMethod;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.AaaaRecord;
import software.amazon.awscdk.services.route53.HttpsRecord;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.CloudFrontTarget;
import software.constructs.Construct;

/**
 * The owner's names for a distribution, and the certificate that proves them.
 *
 * <p>With a hosted zone each name gets A, AAAA and HTTPS records (the last tells browsers of HTTP/3 before they
 * connect). Viewers speak TLS 1.2 or newer ({@code TLSv1.2_2021}) and must send the name (SNI).
 *
 * <p>CloudFront takes certificates from us-east-1 alone. In a stack of that region the certificate can be made in the
 * same call ({@link #inZone}); elsewhere make it in a stack of its own in us-east-1 and hand it over with
 * {@code crossRegionReferences}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html">Use custom URLs</a>
 */
public final class CustomDomain {

    private static final String OPTION = "domainNames";
    private static final String CERTIFICATE_REGION = "us-east-1";
    private static final int MOST = 100;
    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private final List<String> names;
    private final @Nullable ICertificate certificate;
    private final @Nullable IHostedZone zone;

    private CustomDomain(List<String> names, @Nullable ICertificate certificate, @Nullable IHostedZone zone) {
        this.names = names;
        this.certificate = certificate;
        this.zone = zone;
    }

    /**
     * Names that a certificate proves.
     *
     * @param certificate of us-east-1
     * @param names for example {@code video.example.com}, {@code *.example.com}; at most 100
     * @return the domain, without DNS records
     * @throws IllegalArgumentException {@code domainNames: …} for names that are none, named twice, or with a wildcard
     *     that is not the whole first part; {@code certificate: must be in us-east-1 …}
     */
    public static CustomDomain of(ICertificate certificate, String... names) {
        String arn = certificate.getCertificateArn();
        Check.that(
                Check.isToken(arn) || arn.contains(":acm:" + CERTIFICATE_REGION + ":"),
                "certificate",
                "must be in us-east-1, where CloudFront looks for it",
                arn,
                "make it in a stack with the region us-east-1");
        return new CustomDomain(checked(names), certificate, null);
    }

    /**
     * Names in a hosted zone; the certificate is made with the distribution and proved by records in the zone. Only in
     * a stack whose region is us-east-1.
     *
     * @param zone the zone
     * @param names for example {@code example.com}, {@code www.example.com}; at most 100
     * @return the domain, with DNS records
     * @throws IllegalArgumentException {@code domainNames: …}; {@code certificate: …} when a distribution of another
     *     region is built with it
     */
    public static CustomDomain inZone(IHostedZone zone, String... names) {
        return new CustomDomain(checked(names), null, null).zone(zone);
    }

    /**
     * The same, with DNS records in a hosted zone.
     *
     * @param zone the zone
     * @return a new domain
     * @throws IllegalArgumentException {@code domainNames: must lie in the hosted zone …}
     */
    public CustomDomain zone(IHostedZone zone) {
        String parent = zone.getZoneName();
        for (String name : names) {
            Check.that(
                    Check.isToken(parent) || Check.isToken(name) || ("." + name).endsWith("." + parent),
                    OPTION,
                    "must lie in the hosted zone '" + parent + "'",
                    name,
                    "give the zone of that name, or make its records elsewhere");
        }
        return new CustomDomain(names, certificate, zone);
    }

    /** The first name, which is what URLs are made with; none if it is a wildcard. */
    @Nullable
    String firstName() {
        return names.get(0).startsWith("*") ? null : names.get(0);
    }

    void contributeTo(DistributionPlan plan) {
        if (certificate == null) {
            checkRegion(plan.region());
        }
        plan.describe((scope, distribution) -> distribution
                .domainNames(names)
                .certificate(certificate != null ? certificate : createdIn(scope))
                .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2021)
                .sslSupportMethod(SSLMethod.SNI));
        if (zone != null) {
            plan.afterwards((scope, distribution) -> addRecords(scope, distribution, zone));
        }
    }

    private static void checkRegion(String region) {
        Check.that(
                CERTIFICATE_REGION.equals(region),
                "certificate",
                "can be made with the distribution in a stack of us-east-1 only",
                Check.isToken(region) ? "a stack without a region" : region,
                "make it in a stack of its own with that region and crossRegionReferences, and use CustomDomain.of(…)");
    }

    /** Records for each name; their ids are made of the name, so that none moves when another is added. */
    private void addRecords(Construct scope, Distribution distribution, IHostedZone zone) {
        RecordTarget target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
        for (String name : names) {
            String id = Check.isToken(name) ? String.valueOf(names.indexOf(name)) : name;
            // The dot says that the name is whole, also where only the deployment knows it.
            String whole = name + ".";
            ARecord.Builder.create(scope, "A-" + id)
                    .zone(zone)
                    .recordName(whole)
                    .target(target)
                    .build();
            AaaaRecord.Builder.create(scope, "Aaaa-" + id)
                    .zone(zone)
                    .recordName(whole)
                    .target(target)
                    .build();
            HttpsRecord.Builder.create(scope, "Https-" + id)
                    .zone(zone)
                    .recordName(whole)
                    .target(target)
                    .build();
        }
    }

    private Certificate createdIn(Construct scope) {
        return Certificate.Builder.create(scope, "Certificate")
                .domainName(names.get(0))
                .subjectAlternativeNames(names.size() == 1 ? null : names.subList(1, names.size()))
                .validation(CertificateValidation.fromDns(zone))
                .build();
    }

    private static List<String> checked(String... names) {
        List<String> listed = List.of(names);
        Check.that(
                !listed.isEmpty(),
                OPTION,
                "must hold at least one name",
                listed,
                "use for example 'video.example.com'");
        Check.that(listed.size() <= MOST, OPTION, "CloudFront takes at most " + MOST, listed.size(), "remove some");
        for (String name : listed) {
            Check.that(
                    Check.isToken(name) || NAME.matcher(name).matches(),
                    OPTION,
                    "must be a domain name in lower case, with a wildcard as the whole first part at most",
                    name,
                    "use for example 'video.example.com' or '*.example.com'");
        }
        Check.that(
                listed.stream().distinct().count() == listed.size(),
                OPTION,
                "must not hold a name twice",
                listed,
                "remove the duplicate");
        return listed;
    }
}
