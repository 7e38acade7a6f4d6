package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpointPolicy;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * The secret that CloudFront and MediaPackage share, and the role by which MediaPackage reads it: what CDN
 * authorization of both versions has in common.
 */
public record CdnIdentifier(ReadableSecret readable, Role role, OriginCredentials credentials) {

    private static final String OPTION = "cdnAuthorization";

    /** A UUID's 36 characters are AWS's advice; both versions take at least 128, and longer costs nothing. */
    private static final int LENGTH = 64;

    public static ISecret generate(Construct scope, String jsonKey) {
        Secret made = Secret.Builder.create(scope, "Secret")
                .description("What CloudFront shows to MediaPackage (" + jsonKey + ")")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{}")
                        .generateStringKey(jsonKey)
                        .passwordLength(LENGTH)
                        .excludePunctuation(true)
                        .build())
                .build();
        Accepted.finding(
                made,
                "SMG4",
                "A scheduled rotation would lock CloudFront out: CloudFormation puts the value into the distribution when it"
                        + " deploys, and MediaPackage takes the one before for ten minutes only. It is rotated by hand, in the"
                        + " order that MediaPackageCdnAuthorization describes.");
        return made;
    }

    public static CdnIdentifier create(
            Construct scope, String header, String jsonKey, String service, ISecret secret, List<String> replicas) {
        ReadableSecret readable = ReadableSecret.of(secret, replicas);
        // Inline, so that MediaPackage, which tries the role at once, never meets it without its permissions.
        Role role = Role.Builder.create(scope, "Role")
                .description("Lets MediaPackage read what CloudFront must show to it")
                .assumedBy(new ServicePrincipal(service))
                .inlinePolicies(Map.of("ReadSecret", readPolicy(secret)))
                .build();
        IKey key = secret.getEncryptionKey();
        if (key != null) {
            key.grantDecrypt(role);
        }
        // CloudFormation reads the secret at deployment; the template holds a reference to it, the same for all
        // origins.
        String value = readable.reference(jsonKey);
        return new CdnIdentifier(readable, role, OriginCredentials.headers(Map.of(header, value)));
    }

    public ISecret secret() {
        return readable.secret();
    }

    /** Refuses a distribution whose stack cannot read the secret. */
    public void check(Placement at) {
        readable.checkReadable(at, OPTION);
    }

    /**
     * Refuses an endpoint that cannot read it: MediaPackage does so in its own region.
     *
     * @param region of the endpoint; empty or a token where it is not known
     */
    public void checkReadableBy(String region) {
        Check.that(
                !KnownArn.differ(readable.region(), region),
                OPTION + ": must have its secret in the region of the endpoint, where MediaPackage reads it",
                readable.region(),
                "make it in a stack of " + region + ", with replicatedTo(…) for that of the distribution");
    }

    /** What a MediaPackage v2 endpoint must know of both. */
    CfnOriginEndpointPolicy.CdnAuthConfigurationProperty configuration() {
        return CfnOriginEndpointPolicy.CdnAuthConfigurationProperty.builder()
                .cdnIdentifierSecretArns(List.of(secret().getSecretArn()))
                .secretsRoleArn(role.getRoleArn())
                .build();
    }

    private static PolicyDocument readPolicy(ISecret secret) {
        String fullArn = secret.getSecretFullArn();
        return PolicyDocument.Builder.create()
                .statements(List.of(PolicyStatement.Builder.create()
                        .actions(List.of(
                                "secretsmanager:GetSecretValue",
                                "secretsmanager:DescribeSecret",
                                "secretsmanager:ListSecrets",
                                "secretsmanager:ListSecretVersionIds"))
                        // A secret imported by name alone has an ARN that lacks its six random characters.
                        .resources(List.of(fullArn != null ? fullArn : secret.getSecretArn() + "-??????"))
                        .build()))
                .build();
    }
}
