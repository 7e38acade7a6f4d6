package io.github.cdkmediadelivery.examples;

import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_DOMAIN;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_LICENCE;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.READ_BY_CLOUDFRONT;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.accept;

import io.github.cdkmediadelivery.AccessLogs;
import io.github.cdkmediadelivery.AllowedOrigins;
import io.github.cdkmediadelivery.AllowedOriginsWebAcl;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.CustomDomain;
import io.github.cdkmediadelivery.S3AccessLogs;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import io.github.cdkmediadelivery.ViewerAccess;
import io.github.cdkmediadelivery.ViewerKey;
import io.github.cdkmediadelivery.ViewerKeys;
import java.nio.file.Path;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.constructs.Construct;

/**
 * For who sells films to browsers: signed cookies, the owner's domain, access logs, and a web ACL that keeps strangers'
 * pages away.
 *
 * <p>Browsers send cookies by themselves, where the page asks for credentials. Native players are given them: AVPlayer
 * by {@code AVURLAssetHTTPCookiesKey}, ExoPlayer by a {@code CookieManager} or a {@code Cookie} header of its data
 * source. They name no origin, which the web ACL lets pass.
 *
 * <p>Context: {@code -c publicKey=FILE} (PEM; without it a sample whose private half nobody has), and for the domain
 * {@code -c domainName=films.example.com -c certificateArn=ARN -c zoneName=example.com -c hostedZoneId=Z…}.
 */
public final class PrivateVod extends Stack {

    private static final String SAMPLE_KEY = "src/examples/keys/sample-public.pem";

    /**
     * Defines the stack, in us-east-1: web ACLs and logging v2 of CloudFront exist there alone.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public PrivateVod(Construct scope, String id) {
        super(
                scope,
                id,
                StackProps.builder()
                        .env(Environment.builder().region("us-east-1").build())
                        .build());
        AllowedOrigins pages = AllowedOrigins.of("https://www.example.com");
        ViewerKeys keys = ViewerKeys.Builder.create(this, "Keys")
                .key(ViewerKey.fromFile(Path.of(context("publicKey", SAMPLE_KEY))))
                .build();
        AllowedOriginsWebAcl acl = AllowedOriginsWebAcl.Builder.create(this, "WebAcl", pages)
                .managedRuleGroup("AWSManagedRulesAmazonIpReputationList")
                .rateLimit(10_000) // manifests: 2,000 films begun in five minutes from one address
                .build();

        S3OacVodDistribution.Builder films = S3OacVodDistribution.Builder.create(this, "Films")
                .comment("Films for those who paid")
                .viewerAccess(ViewerAccess.signedCookies(keys).exceptFor("/*.jpg"))
                .cors(CorsRules.origins(pages).credentials())
                .webAclArn(acl.getWebAclArn())
                .accessLogs(AccessLogs.toS3().format(S3AccessLogs.Format.JSON));
        String name = context("domainName", "");
        if (!name.isEmpty()) {
            films.customDomain(domain(name));
        }
        S3OacVodDistribution delivery = films.build();
        accept(delivery.getDistribution(), NO_LICENCE, NO_DOMAIN);
        accept(delivery.getBucket(), READ_BY_CLOUDFRONT);

        CfnOutput.Builder.create(this, "Url")
                .description("What the cookies are signed for")
                .value(delivery.getPlaybackUrl("*"))
                .build();
        CfnOutput.Builder.create(this, "KeyPairId").value(keys.getKeyPairId(0)).build();
    }

    private CustomDomain domain(String name) {
        return CustomDomain.of(Certificate.fromCertificateArn(this, "Certificate", context("certificateArn", "")), name)
                .zone(HostedZone.fromHostedZoneAttributes(
                        this,
                        "Zone",
                        HostedZoneAttributes.builder()
                                .hostedZoneId(context("hostedZoneId", ""))
                                .zoneName(context("zoneName", ""))
                                .build()));
    }

    private String context(String key, String otherwise) {
        Object value = getNode().tryGetContext(key);
        return value == null ? otherwise : value.toString();
    }
}
