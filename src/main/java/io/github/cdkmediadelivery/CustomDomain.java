package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Home;
import io.github.cdkmediadelivery.internal.Limits;
import io.github.cdkmediadelivery.internal.OwnNames;
import io.github.cdkmediadelivery.internal.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.route53.IHostedZone;

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
public final class CustomDomain extends Value<OwnNames> {

    private static final String OPTION = "domainNames";
    private static final Text NAME = Text.of(
            "(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
            OPTION + ": must be a domain name in lower case, with a wildcard as the whole first part at most",
            "use for example 'video.example.com' or '*.example.com'");

    private static final String NOT_AT_HOME = "certificate: must be in us-east-1, where CloudFront looks for it";
    private static final String MAKE_AT_HOME = "make it in a stack with the region us-east-1";
    private static final String IN_CHINA = "upload one to IAM, and use CustomDomain.ofServerCertificate(…)";
    private static final Text SERVER_CERTIFICATE = Text.of(
            "[A-Z0-9]{16,128}",
            "serverCertificateId: must be the id of an IAM server certificate",
            "use for example 'ASCACKCEVSQ6C2EXAMPLE', as 'aws iam list-server-certificates' shows it");

    private CustomDomain(OwnNames names) {
        super(names);
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
        Check.present("certificate", certificate);
        Check.present("names", names);
        String arn = certificate.getCertificateArn();
        Check.that(
                !arn.startsWith("arn:aws-cn:"),
                "certificate: must be an IAM server certificate in China, where CloudFront knows none of ACM",
                arn,
                IN_CHINA);
        Check.that(
                Check.isToken(arn) || arn.contains(":acm:" + OwnNames.HOME_REGION + ":"),
                NOT_AT_HOME,
                arn,
                MAKE_AT_HOME);
        Home.checkIn(OwnNames.HOME_REGION, arn, CfnCertificate.class, NOT_AT_HOME, MAKE_AT_HOME);
        return new CustomDomain(new OwnNames(checked(names), new OwnNames.Acm(certificate)));
    }

    /**
     * Names that a server certificate in IAM proves, the only kind that CloudFront takes in China.
     *
     * @param id of the certificate, uploaded with a path that begins with {@code /cloudfront/}
     * @param names for example {@code video.example.com.cn}; at most 100
     * @return the domain, without DNS records
     * @throws IllegalArgumentException {@code serverCertificateId: must be …}, {@code domainNames: …}
     * @see <a href="https://docs.amazonaws.cn/en_us/aws/latest/userguide/cloudfront.html#feature-diff">CloudFront in
     *     China</a>
     */
    public static CustomDomain ofServerCertificate(String id, String... names) {
        Check.present("id", id);
        Check.present("names", names);
        return new CustomDomain(new OwnNames(checked(names), new OwnNames.Iam(SERVER_CERTIFICATE.check(id))));
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
        Check.present("zone", zone);
        Check.present("names", names);
        return new CustomDomain(new OwnNames(checked(names), new OwnNames.Proved(zone))).zone(zone);
    }

    /**
     * {@return the same, with DNS records in a hosted zone}
     *
     * @param zone the zone
     * @throws IllegalArgumentException {@code domainNames: must lie in the hosted zone …}
     */
    public CustomDomain zone(IHostedZone zone) {
        Check.present("zone", zone);
        String given = zone.getZoneName();
        String parent = given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
        for (String name : chosen().names()) {
            Check.that(
                    Check.isToken(parent) || Check.isToken(name) || ("." + name).endsWith("." + parent),
                    OPTION + ": must lie in the hosted zone '" + parent + "'",
                    name,
                    "give the zone of that name, or make its records elsewhere");
        }
        return new CustomDomain(chosen().recordedIn(zone));
    }

    /**
     * The oldest TLS and the weakest ciphers that viewers may speak; by default {@code TLS_V1_2_2021}.
     *
     * <p>{@code TLS_V1_2_2025} and {@code TLS_V1_3_2025} are stricter, and lock out televisions and set-top boxes of
     * some years ago. {@code TLS_V1_2_2019} and {@code TLS_V1_2_2018} know more ciphers for TLS 1.2. What is older lets
     * viewers speak TLS 1.0 or 1.1, for the oldest sets: the synthesis warns.
     *
     * @param policy the choice
     * @return a new choice
     * @throws IllegalArgumentException {@code securityPolicy: must be of TLS …} for SSL 3, which is broken
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html">Supported
     *     protocols and ciphers</a>
     */
    public CustomDomain securityPolicy(SecurityPolicyProtocol policy) {
        Check.present("policy", policy);
        Check.that(
                policy != SecurityPolicyProtocol.SSL_V3,
                "securityPolicy: must be of TLS, since SSL 3 is broken",
                policy,
                "use TLS_V1_2_2021");
        return new CustomDomain(chosen().speaking(policy));
    }

    /** The first name, which is what URLs are made with; none if it is a wildcard. */
    @Nullable
    String firstName() {
        String first = chosen().names().get(0);
        return first.startsWith("*") ? null : first;
    }

    private static List<String> checked(String... names) {
        List<String> listed = List.of(names);
        Check.that(
                !listed.isEmpty(),
                OPTION + ": must hold at least one name",
                listed,
                "use for example 'video.example.com'");
        Check.that(
                listed.size() <= Limits.ALTERNATE_NAMES,
                OPTION + ": CloudFront takes at most " + Limits.ALTERNATE_NAMES,
                listed.size(),
                "remove some");
        listed.forEach(NAME::check);
        return Check.distinct(OPTION + ": must not hold a name twice", listed);
    }
}
