# SPDX-License-Identifier: EUPL-1.2
"""One person's Europass CV in each of its forms, made here after the schema's documentation."""

from __future__ import annotations

import io
import json

from pypdf import PdfReader, PdfWriter

from tests.made_files import a_pdf

WHO_IN_EUROPASS = (
    "Fatima",
    "Idrissi",
    "fatima@example.org",
    "Kerkstraat",
    "1980",
    "Marok",
    "female",
    "AAAAphoto",
)

CANDIDATE = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3"
  xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:eures="http://www.europass_eures.eu/1.0">
<hr:DocumentID schemeID="x" schemeName="DocumentIdentifier" schemeAgencyName="EUROPASS" schemeVersionID="4.0"/>
<CandidateSupplier><hr:PartyName>Fatima</hr:PartyName></CandidateSupplier>
<CandidatePerson>
  <PersonName><oa:GivenName>Fatima</oa:GivenName><hr:FamilyName>el Idrissi</hr:FamilyName></PersonName>
  <Communication><ChannelCode>Email</ChannelCode><oa:URI>fatima@example.org</oa:URI></Communication>
  <Communication><Address type="home"><oa:AddressLine>Kerkstraat 12</oa:AddressLine></Address></Communication>
  <NationalityCode>Marok</NationalityCode><hr:BirthDate>1980-05-03</hr:BirthDate><GenderCode>female</GenderCode>
  <PrimaryLanguageCode name="NORMAL">nld</PrimaryLanguageCode>
</CandidatePerson>
<CandidateProfile languageCode="nl">
  <hr:ID schemeID="x"/>
  <hr:ExecutiveSummary>&lt;p&gt;Ik kan klanten te woord staan.&lt;/p&gt;</hr:ExecutiveSummary>
  <EmploymentHistory><EmployerHistory>
    <hr:OrganizationName>ABN Bank</hr:OrganizationName>
    <PositionHistory><PositionTitle typeCode="FREETEXT">Baliemedewerker</PositionTitle>
      <eures:EmploymentPeriod>
        <eures:StartDate><hr:FormattedDateTime>2018-03</hr:FormattedDateTime></eures:StartDate>
        <hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod>
      <oa:Description>&lt;ul&gt;&lt;li&gt;Klachten behandelen&lt;/li&gt;&lt;li&gt;De kas doen&lt;/li&gt;
      &lt;/ul&gt;
      </oa:Description><City>Den Haag</City></PositionHistory>
  </EmployerHistory></EmploymentHistory>
  <EducationHistory><EducationOrganizationAttendance>
    <hr:OrganizationName>ROC Mondriaan</hr:OrganizationName>
    <AttendancePeriod>
      <StartDate><hr:FormattedDateTime>2008-09-01</hr:FormattedDateTime></StartDate>
      <EndDate><hr:FormattedDateTime>2011-06</hr:FormattedDateTime></EndDate><Ongoing>false</Ongoing>
    </AttendancePeriod>
    <EducationDegree><hr:DegreeName>Secretarieel mbo</hr:DegreeName></EducationDegree>
  </EducationOrganizationAttendance></EducationHistory>
  <eures:Licenses><eures:License><hr:LicenseTypeCode>B</hr:LicenseTypeCode></eures:License></eures:Licenses>
  <PublicationHistory><Publication><Title>Een boek</Title></Publication></PublicationHistory>
  <PersonQualifications><PersonCompetency><CompetencyID schemeName="NORMAL">eng</CompetencyID>
    <hr:TaxonomyID>language</hr:TaxonomyID>
    <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening
      </hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>B2</hr:ScoreText></eures:Score>
    </eures:CompetencyDimension>
    <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production
      </hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>B1</hr:ScoreText></eures:Score>
    </eures:CompetencyDimension></PersonCompetency></PersonQualifications>
  <eures:Attachment><oa:EmbeddedData>AAAAphoto</oa:EmbeddedData><oa:FileType>photo</oa:FileType></eures:Attachment>
</CandidateProfile></Candidate>
"""

OLD_XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="nl">
<DocumentInfo><DocumentType>ECV</DocumentType><XSDVersion>V3.3</XSDVersion></DocumentInfo>
<LearnerInfo>
  <Identification>
    <PersonName><FirstName>Fatima</FirstName><Surname>el Idrissi</Surname></PersonName>
    <ContactInfo><Address><Contact><AddressLine>Kerkstraat 12</AddressLine></Contact></Address>
      <Email><Contact>fatima@example.org</Contact></Email></ContactInfo>
    <Demographics><Birthdate year="1980" month="--05" day="---03"/><Gender><Code>female</Code></Gender>
      <NationalityList><Nationality><Label>Marok</Label></Nationality></NationalityList></Demographics>
    <Photo><MimeType>image/png</MimeType><Data>AAAAphoto</Data></Photo>
  </Identification>
  <Headline><Description><Label>Ik kan klanten te woord staan.</Label></Description></Headline>
  <WorkExperienceList><WorkExperience>
    <Period><From year="2018" month="--03"/><Current>true</Current></Period>
    <Position><Label>Baliemedewerker</Label></Position>
    <Activities>&lt;p&gt;Klachten behandelen&lt;/p&gt;&lt;p&gt;De kas doen&lt;/p&gt;</Activities>
    <Employer><Name>ABN Bank</Name></Employer>
  </WorkExperience></WorkExperienceList>
  <EducationList><Education>
    <Period><From year="2008" month="--09" day="---01"/><To year="2011" month="--06"/></Period>
    <Title>Secretarieel mbo</Title><Organisation><Name>ROC Mondriaan</Name></Organisation>
  </Education></EducationList>
  <Skills><Linguistic>
    <MotherTongueList><MotherTongue><Description><Code>nl</Code></Description></MotherTongue></MotherTongueList>
    <ForeignLanguageList><ForeignLanguage><Description><Code>en</Code></Description>
      <ProficiencyLevel><Listening>B2</Listening><Writing>B1</Writing></ProficiencyLevel>
    </ForeignLanguage></ForeignLanguageList></Linguistic>
    <Driving><Description><Licence>B</Licence></Description></Driving></Skills>
</LearnerInfo></SkillsPassport>
"""

OLD_JSON = json.dumps(
    {
        "SkillsPassport": {
            "Locale": "nl",
            "LearnerInfo": {
                "Identification": {
                    "PersonName": {"FirstName": "Fatima", "Surname": "el Idrissi"},
                    "ContactInfo": {"Email": {"Contact": "fatima@example.org"}},
                    "Demographics": {
                        "Birthdate": {"Year": 1980, "Month": 5, "Day": 3},
                        "Gender": {"Code": "female"},
                        "Nationality": [{"Label": "Marok"}],
                    },
                    "Photo": {"Data": "AAAAphoto"},
                },
                "Headline": {"Description": {"Label": "Ik kan klanten te woord staan."}},
                "WorkExperience": [
                    {
                        "Period": {"From": {"Year": 2018, "Month": 3}, "Current": True},
                        "Position": {"Label": "Baliemedewerker"},
                        "Activities": "<p>Klachten behandelen</p><p>De kas doen</p>",
                        "Employer": {"Name": "ABN Bank"},
                    }
                ],
                "Education": [
                    {
                        "Period": {
                            "From": {"Year": 2008, "Month": 9, "Day": 1},
                            "To": {"Year": 2011, "Month": 6},
                        },
                        "Title": "Secretarieel mbo",
                        "Organisation": {"Name": "ROC Mondriaan"},
                    }
                ],
                "Skills": {
                    "Linguistic": {
                        "MotherTongue": [{"Description": {"Code": "nl"}}],
                        "ForeignLanguage": [
                            {
                                "Description": {"Code": "en"},
                                "ProficiencyLevel": {"Listening": "B2", "Writing": "B1"},
                            }
                        ],
                    },
                    "Driving": {"Description": ["B"]},
                },
            },
        }
    }
).encode()


def a_europass_pdf() -> bytes:
    """A PDF that carries the CV along as XML, as those of the Europass editor do."""
    writer = PdfWriter(PdfReader(io.BytesIO(a_pdf("Fatima el Idrissi\nBaliemedewerker"))))
    writer.add_attachment("attachment.xml", CANDIDATE)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()
