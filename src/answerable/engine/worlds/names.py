"""Names for invented people and places."""

_GIVEN = """
Adaeze Aiko Alejandra Alexandre Amara Amir Ana Anders Anika Antoine Aoife Arjun Asha Astrid Ayumi Beatriz Bilal
Birgit Bogdan Camila Carlos Chiara Chloe Chukwu Ciara Dalia Damir Daniela Darius David Deepa Diego Dmitri Ebba
Eduardo Eero Eleni Elif Emeka Emma Enzo Esther Fatima Felipe Fiona Francesca Gabriel Georgia Grace Hana Haruto
Hassan Helena Hugo Ibrahim Ilse Imani Ines Ingrid Isabel Ivan Jamal Jana Javier Jelena Jin Joana Johan Jonas Julia
Kai Kamila Karim Kasia Kenji Khadija Kofi Lars Laura Leila Liam Linh Lucia Luca Magnus Maia Malik Marek Maria Mateo
Mei Mina Mohamed Nadia Naomi Natasha Nia Nikhil Noah Noor Olga Omar Oscar Pablo Petra Priya Rafael Rahel Ravi Rosa
Ruth Salma Samir Sana Santiago Sara Sefa Selim Sigrid Simone Sofia Soren Stefan Sunita Tadeo Tamar Tariq Teresa
Thabo Thandi Tomasz Uma Valentina Victor Wanjiru Wei Yael Yara Yusuf Zainab Zoe Zofia
"""

_FAMILY = """
Abara Adeyemi Aguilar Ahmed Akintola Almeida Alvarez Andersen Aoki Arslan Asante Bakker Balogun Banerjee Barros
Becker Bello Benali Bergman Bianchi Bondarenko Bose Boateng Brandt Byrne Cabrera Campbell Castro Chanda Chen Choi
Cohen Conti Correia Cruz Dahl Das Delgado Demir Diallo Diaz Dubois Duarte Edwards Eriksen Espinoza Farah Fernandes
Ferrari Fischer Flores Fofana Fujita Garcia Gashi Girard Gomez Gupta Haddad Hansen Hassan Hayashi Hernandez Hoang
Horvat Hughes Ibarra Iyer Jansen Jovanovic Kamau Kaplan Karlsson Kaya Keller Khan Kim Kovacs Kowalski Kruger Kumar
Kuznetsova Lambert Larsen Lee Levi Lindgren Lopez Machado Malik Mancini Marino Martin Mbeki Mensah Meyer Mishra
Mokoena Molina Moreau Morales Mwangi Nakamura Nasser Ndiaye Nguyen Nilsson Novak Nowak Obi Okafor Oliveira Omondi
Ortega Osman Otieno Ozturk Papadakis Park Patel Pavlov Pereira Petrov Popescu Quispe Rahman Ramirez Rao Reyes Ricci
Rossi Ruiz Saito Santos Sato Schmidt Shah Sharma Silva Singh Sorensen Stone Suzuki Tan Tanaka Thapa Torres Tran
Usman Vargas Vasquez Virtanen Vogel Walsh Wang Weber Williams Wojcik Wu Yamamoto Yilmaz Zamora Zhang Zulu
"""

_PLACES = """
Harbour Northgate Riverside Lakeside Hillcrest Meadow Southbank Eastfield Westport Highland Coast Valley Midland
Canal Orchard Station Bridge Forest Summit Bay Island Delta Prairie Garden Castle Market Mill Quarry Plateau Oasis
"""

GIVEN = tuple(_GIVEN.split())
FAMILY = tuple(_FAMILY.split())
PLACES = tuple(_PLACES.split())
