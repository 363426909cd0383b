package peer;

import org.eclipse.hawkbit.autoconfigure.security.EnableHawkbitManagedSecurityConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** hawkBit with its management and device interfaces and a database in memory; on loopback only. */
@SpringBootApplication
@EnableHawkbitManagedSecurityConfiguration
public class PeerServer {
    public static void main(String[] args) {
        SpringApplication.run(PeerServer.class, args);
    }
}
