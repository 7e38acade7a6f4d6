package io.github.cdkmediadelivery;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * The secret that CloudFront and MediaPackage share, and the role by which MediaPackage reads it: what CDN
 * authorization of both versions has in common.
 */
record CdnIdentifier(String header, ISecret secret, String jsonKey, Role role) {

    /** A UUID's 36 characters are AWS's advice; both versions take at least 128, and longer costs nothing. */
    private static final int LENGTH = 64;

    static ISecret generate(Construct scope, String jsonKey) {
        return Secret.Builder.create(scope, "Secret")
                .description("What CloudFront shows to MediaPackage (" + jsonKey + ")")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{}")
                        .generateStringKey(jsonKey)
                        .passwordLength(LENGTH)
                        .excludePunctuation(true)
                        .build())
                .build();
    }

    static CdnIdentifier create(Construct scope, String header, String jsonKey, String service, ISecret secret) {
        Role role = Role.Builder.create(scope, "Role")
                .description("Lets MediaPackage read what CloudFront must show to it")
                .assumedBy(new ServicePrincipal(service))
                .build();
        // Brings decryption with it where the secret has a key of its own.
        secret.grantRead(role);
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("secretsmanager:ListSecrets", "secretsmanager:ListSecretVersionIds"))
                .resources(List.of(secret.getSecretArn()))
                .build());
        return new CdnIdentifier(header, secret, jsonKey, role);
    }

    /** CloudFormation reads the secret at deployment; the template holds a reference to it. */
    OriginCredentials credentials() {
        return OriginCredentials.header(
                header, secret.secretValueFromJson(jsonKey).unsafeUnwrap());
    }
}
