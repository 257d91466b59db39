# Titles of the service pages; the long texts are in templates/service/en.
legal-privacy = Privacy notice
legal-privacy-version = Version { $version }
legal-notes = Legal notes
legal-accessibility = Accessibility
legal-accessibility-declaration = Read the accessibility statement on the site of AgID (in Italian)
legal-open-data = Open data
legal-faq = Frequently asked questions
legal-report = Report a problem
legal-map = Site map
legal-map-all = For everyone
legal-map-own = Your area
legal-map-staff = For those who work at the desk
legal-map-legal = Information and rules
legal-map-register = Register
legal-map-recover = Set a new password
legal-map-profile = Profile
legal-map-own-data = Your data
