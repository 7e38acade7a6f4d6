package io.github.cdkmediadelivery.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate;
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
 * The owner's names of a distribution: its certificate, made where there is none, and its DNS records.
 *
 * @param zone gets the records, and proves a certificate that is made
 */
public record OwnNames(List<String> names, @Nullable ICertificate certificate, @Nullable IHostedZone zone)
        implements Concern {

    /** Where CloudFront looks for certificates and web ACLs, and has its logs delivered. */
    public static final String HOME_REGION = "us-east-1";

    @Override
    public void check(Plan plan) {
        if (certificate == null) {
            String region = plan.at().region();
            Check.that(
                    HOME_REGION.equals(region),
                    "certificate: can be made with the distribution in a stack of us-east-1 only",
                    Check.shownRegion(region),
                    "make it in a stack of its own with that region and crossRegionReferences, and use"
                            + " CustomDomain.of(…)");
        }
    }

    @Override
    public void describe(Distribution.Builder distribution, Placement facade) {
        distribution
                .domainNames(names)
                .certificate(certificate != null ? reached(certificate, facade) : proved(facade.scope()))
                .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2021)
                .sslSupportMethod(SSLMethod.SNI);
    }

    private static ICertificate reached(ICertificate certificate, Placement facade) {
        String arn = certificate.getCertificateArn();
        String read = Weak.from(certificate, CfnCertificate.class, CfnCertificate::getRef, arn, facade);
        return read.equals(arn) ? certificate : Certificate.fromCertificateArn(facade.scope(), "Proof", read);
    }

    private Certificate proved(Construct scope) {
        return Certificate.Builder.create(scope, "Certificate")
                .domainName(names.get(0))
                .subjectAlternativeNames(names.size() == 1 ? null : names.subList(1, names.size()))
                .validation(CertificateValidation.fromDns(zone))
                .build();
    }

    /** Records for each name; their ids are made of the name, so that none moves when another is added. */
    @Override
    public void complete(Distribution distribution, Placement facade) {
        if (zone == null) {
            return;
        }
        Construct scope = facade.scope();
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
}
