package io.github.cdkmediadelivery.examples;

import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_LICENCE;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_LOG;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_WEB_ACL;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.READ_BY_CLOUDFRONT;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.accept;

import io.github.cdkmediadelivery.CustomDomain;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;

/**
 * For who has films on an own domain, in a region that is not us-east-1: the certificate has a stack of its own there,
 * and the two stacks refer to each other across regions.
 *
 * <p>It needs an account, a region and a hosted zone, which {@link #define} takes; the app of {@link Examples} leaves
 * it out.
 */
public final class OwnDomain {

    private OwnDomain() {}

    /**
     * Defines the two stacks.
     *
     * @param app the app
     * @param account the account of both
     * @param region of the films, for example {@code eu-west-1}
     * @param zone the hosted zone's id
     * @param name of the zone; the films are at {@code films.NAME}
     */
    public static void define(App app, String account, String region, String zone, String name) {
        String films = "films." + name;
        Stack certificates = stack(app, "OwnDomainCertificate", account, "us-east-1");
        Certificate certificate = Certificate.Builder.create(certificates, "Certificate")
                .domainName(films)
                .validation(CertificateValidation.fromDns(zone(certificates, zone, name)))
                .build();

        Stack delivery = stack(app, "OwnDomain", account, region);
        S3OacVodDistribution distribution = S3OacVodDistribution.Builder.create(delivery, "Films")
                .customDomain(CustomDomain.of(certificate, films).zone(zone(delivery, zone, name)))
                .build();
        accept(distribution.getBucket(), READ_BY_CLOUDFRONT);
        accept(distribution.getDistribution(), NO_LICENCE, NO_WEB_ACL, NO_LOG);
    }

    private static Stack stack(App app, String id, String account, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account(account)
                                .region(region)
                                .build())
                        .crossRegionReferences(true)
                        .build());
    }

    private static IHostedZone zone(Stack scope, String id, String name) {
        return HostedZone.fromHostedZoneAttributes(
                scope,
                "Zone",
                HostedZoneAttributes.builder().hostedZoneId(id).zoneName(name).build());
    }
}
