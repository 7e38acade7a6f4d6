package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.cloudfront.CfnDistribution;
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
 * The owner's names of a distribution: what proves them, and their DNS records.
 *
 * @param zone gets the records
 * @param securityPolicy the oldest TLS and the weakest ciphers that viewers may speak
 */
public record OwnNames(
        List<String> names, Proof proof, @Nullable IHostedZone zone, SecurityPolicyProtocol securityPolicy)
        implements Concern {

    private static final Set<SecurityPolicyProtocol> OLD = Set.of(
            SecurityPolicyProtocol.TLS_V1, SecurityPolicyProtocol.TLS_V1_2016, SecurityPolicyProtocol.TLS_V1_1_2016);

    public OwnNames(List<String> names, Proof proof) {
        this(names, proof, null, SecurityPolicyProtocol.TLS_V1_2_2021);
    }

    public OwnNames recordedIn(IHostedZone records) {
        return new OwnNames(names, proof, records, securityPolicy);
    }

    public OwnNames speaking(SecurityPolicyProtocol policy) {
        return new OwnNames(names, proof, zone, policy);
    }

    /** Where CloudFront looks for certificates and web ACLs, and has its logs delivered. */
    public static final String HOME_REGION = "us-east-1";

    /** What proves the names to viewers. */
    public sealed interface Proof {}

    /** A certificate of ACM. */
    public record Acm(ICertificate certificate) implements Proof {}

    /** A server certificate of IAM. */
    public record Iam(String id) implements Proof {}

    /** A certificate that is made with the distribution, and proved by records in the zone. */
    public record Proved(IHostedZone zone) implements Proof {}

    @Override
    public void check(Plan plan) {
        if (proof instanceof Proved) {
            String region = plan.at().region();
            Check.that(
                    !region.startsWith("cn-"),
                    "certificate: can not be made with the distribution in China, where CloudFront knows none of ACM",
                    region,
                    "upload one to IAM, and use CustomDomain.ofServerCertificate(…)");
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
        distribution.domainNames(names);
        if (proof instanceof Iam) {
            // The CDK knows no certificate of IAM, and would warn that nothing of this has an effect.
            return;
        }
        distribution
                .minimumProtocolVersion(securityPolicy)
                .sslSupportMethod(SSLMethod.SNI)
                .certificate(
                        proof instanceof Acm acm
                                ? reached(acm.certificate, facade)
                                : proved(facade.scope(), ((Proved) proof).zone));
    }

    private static ICertificate reached(ICertificate certificate, Placement facade) {
        String arn = certificate.getCertificateArn();
        String read = Weak.from(certificate, CfnCertificate.class, CfnCertificate::getRef, arn, facade);
        return read.equals(arn) ? certificate : Certificate.fromCertificateArn(facade.scope(), "Proof", read);
    }

    private Certificate proved(Construct scope, IHostedZone prover) {
        return Certificate.Builder.create(scope, "Certificate")
                .domainName(names.get(0))
                .subjectAlternativeNames(names.size() == 1 ? null : names.subList(1, names.size()))
                .validation(CertificateValidation.fromDns(prover))
                .build();
    }

    /** {@code TLSv1.2_2021} for {@code TLS_V1_2_2021}. */
    private String cloudFrontsName() {
        return securityPolicy.name().replaceFirst("^TLS_V1", "TLSv1").replaceFirst("^TLSv1_([1-3])_", "TLSv1.$1_");
    }

    /** Records for each name; their ids are made of the name, so that none moves when another is added. */
    @Override
    public void complete(Distribution distribution, Placement facade) {
        if (OLD.contains(securityPolicy)) {
            Warnings.add(
                    facade.scope(),
                    "old-tls",
                    "Viewers may speak TLS older than 1.2 (" + cloudFrontsName() + "), which standards and AWS Control"
                            + " Tower (CT.CLOUDFRONT.PR.9) no longer accept. Acknowledge it where old televisions need"
                            + " it, for as long as they do.");
        }
        if (proof instanceof Iam server
                && distribution.getNode().getDefaultChild() instanceof CfnDistribution resource) {
            // The CDK's own Distribution knows certificates of ACM alone.
            resource.addPropertyOverride(
                    "DistributionConfig.ViewerCertificate",
                    new TreeMap<>(Map.of(
                            "IamCertificateId",
                            server.id,
                            "MinimumProtocolVersion",
                            cloudFrontsName(),
                            "SslSupportMethod",
                            "sni-only")));
        }
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
